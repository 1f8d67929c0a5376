using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Sqlite;

namespace TrainRecorder.Service.Tests.Catalogue;

/// <summary>The conformance suite, on a SQLite file.</summary>
public sealed class SqliteCatalogueTests : CatalogueConformance
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tr-catalogue-").FullName;

    private protected override ICatalogueProvider Create() => new SqliteCatalogue(Path.Combine(_folder, "catalogue.db"));

    protected override Task CloseAsync()
    {
        // Those of this test alone: other tests use theirs meanwhile.
        foreach (var file in Directory.EnumerateFiles(_folder, "*.db"))
        {
            using var context = Open(new SqliteCatalogue(file));
            SqliteConnection.ClearPool((SqliteConnection)context.Database.GetDbConnection());
        }

        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    private static CatalogueContext Open(SqliteCatalogue provider)
    {
        var options = new DbContextOptionsBuilder<CatalogueContext>();
        provider.Configure(options);
        return new CatalogueContext(options.Options);
    }

    [Fact]
    public async Task Connection_Opened_IsDurable() => Assert.Equal(
        ("wal", "2"),
        await Catalogue.ReadAsync(
            async rows => (await rows.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").SingleAsync(), await rows.Database.SqlQueryRaw<string>("SELECT CAST(synchronous AS TEXT) AS Value FROM pragma_synchronous").SingleAsync()),
            CancellationToken.None));

    [Fact]
    public async Task Migration_OfACatalogueOfBefore_KeepsItsMetrics()
    {
        var path = Path.Combine(_folder, "before.db");
        await using var context = Open(new SqliteCatalogue(path));
        await context.Database.MigrateAsync("20261124002709_Initial");
        await context.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO Runs (Id, DisplayName, Job, State, StateReason, Attempt, CreateRevision, Revision, CompactedRevision, CreateTime, Parameters, EstimatedBytes, Epochs, StateFile, LostInARow, RecordingState, RecordingBytes, RecordingSha256, SealFault, Tidied)
            VALUES ('a', 'job', x'00', 5, '', 1, 1, 7, 0, 638000000000000000, 1, 1, 1, '', 0, 3, 1, '', '', 1);
            INSERT INTO Commits (RunId, FirstEpoch, LastEpoch, Attempt, File, Size, Sha256, StateFile, Metrics, Revision) VALUES ('a', 0, 1, 1, 'f', 1, '', '', x'0102', 6);
            """);

        await context.Database.MigrateAsync();

        var metrics = await context.Metrics.SingleAsync();
        Assert.Equal(("a", 0, 1, 6L), (metrics.RunId, metrics.FirstEpoch, metrics.LastEpoch, metrics.Revision));
        Assert.Equal([1, 2], metrics.Epochs);
        Assert.Equal(7, (await context.Runs.SingleAsync()).StateRevision);
        Assert.Equal("f", (await context.Commits.SingleAsync()).File);
    }
}
