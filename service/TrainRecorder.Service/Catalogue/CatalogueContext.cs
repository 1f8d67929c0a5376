using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue.Rows;

namespace TrainRecorder.Service.Catalogue;

/// <summary>The tables of the catalogue.</summary>
internal sealed class CatalogueContext(DbContextOptions<CatalogueContext> options) : DbContext(options)
{
    /// <summary>The runs.</summary>
    public DbSet<RunRow> Runs => Set<RunRow>();

    /// <summary>Their attempts.</summary>
    public DbSet<AttemptRow> Attempts => Set<AttemptRow>();

    /// <summary>Their committed segments.</summary>
    public DbSet<CommitRow> Commits => Set<CommitRow>();

    /// <summary>The metrics of their epochs.</summary>
    public DbSet<MetricsRow> Metrics => Set<MetricsRow>();

    /// <summary>Their changes.</summary>
    public DbSet<EventRow> Events => Set<EventRow>();

    /// <summary>The datasets.</summary>
    public DbSet<DatasetRow> Datasets => Set<DatasetRow>();

    /// <summary>The archives.</summary>
    public DbSet<ArchiveRow> Archives => Set<ArchiveRow>();

    /// <summary>The request ids that were used.</summary>
    public DbSet<RequestRow> Requests => Set<RequestRow>();

    /// <summary>The one row of the whole.</summary>
    public DbSet<LedgerRow> Ledger => Set<LedgerRow>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<RunRow>(run =>
        {
            run.HasKey(row => row.Id);
            run.HasIndex(row => row.CreateRevision).IsUnique();
            run.HasIndex(row => new { row.State, row.Priority, row.CreateRevision });
            // What a submission asks of all runs is answered from these alone, without a look at the runs.
            run.HasIndex(row => new { row.State, row.RecordingState, row.RecordingBytes, row.EstimatedBytes });
            run.HasIndex(row => new { row.State, row.EndTime });
            run.HasIndex(row => new { row.Tidied, row.CreateRevision });
        });
        modelBuilder.Entity<AttemptRow>(attempt =>
        {
            attempt.HasKey(row => new { row.RunId, row.Number });
            attempt.HasOne<RunRow>().WithMany().HasForeignKey(row => row.RunId);
            attempt.HasIndex(row => row.EndTime);
        });
        modelBuilder.Entity<CommitRow>(commit =>
        {
            commit.HasKey(row => new { row.RunId, row.FirstEpoch });
            commit.HasOne<RunRow>().WithMany().HasForeignKey(row => row.RunId);
            commit.HasIndex(row => row.Revision).IsUnique();
        });
        modelBuilder.Entity<MetricsRow>(metrics =>
        {
            metrics.HasKey(row => new { row.RunId, row.FirstEpoch });
            metrics.HasOne<RunRow>().WithMany().HasForeignKey(row => row.RunId);
            metrics.HasIndex(row => row.Revision).IsUnique();
        });
        modelBuilder.Entity<EventRow>(change =>
        {
            change.HasKey(row => row.Revision);
            change.Property(row => row.Revision).ValueGeneratedNever();
            change.HasIndex(row => new { row.RunId, row.Revision });
        });
        modelBuilder.Entity<DatasetRow>(dataset =>
        {
            dataset.HasKey(row => row.Sha256);
            dataset.HasIndex(row => row.Revision).IsUnique();
        });
        modelBuilder.Entity<ArchiveRow>(archive =>
        {
            archive.HasKey(row => row.Id);
            archive.HasIndex(row => row.Revision).IsUnique();
            archive.HasIndex(row => row.Sha256);
        });
        modelBuilder.Entity<RequestRow>(request =>
        {
            request.HasKey(row => row.Id);
            request.HasIndex(row => row.CreateTime);
        });
        modelBuilder.Entity<LedgerRow>().Property(row => row.Id).ValueGeneratedNever();
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
}
