using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace TrainRecorder.Service.Catalogue.Sqlite;

/// <summary>For `dotnet ef migrations add` alone.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<CatalogueContext>
{
    /// <inheritdoc/>
    public CatalogueContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<CatalogueContext>().UseSqlite("Data Source=:memory:").Options);
}
