using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Listing.Filters;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.Service.Watching;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Catalogue;

/// <summary>What every database that holds the catalogue must do. A provider is one class that inherits this and says how it is made.</summary>
public abstract class CatalogueConformance : IAsyncLifetime
{
    private ServiceProvider? _services;

    private protected RunCatalogue Catalogue => _services!.GetRequiredService<RunCatalogue>();

    public async ValueTask InitializeAsync()
    {
        var services = new ServiceCollection();
        var provider = Create();
        services.AddDbContextFactory<CatalogueContext>(provider.Configure).AddSingleton<RunSignals>().AddSingleton<RunCatalogue>();
        _services = services.BuildServiceProvider();
        await Catalogue.MigrateAsync(CancellationToken.None).Soon();
    }

    public async ValueTask DisposeAsync()
    {
        await _services!.DisposeAsync();
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A provider with an empty database.</summary>
    private protected abstract ICatalogueProvider Create();

    /// <summary>Removes the database.</summary>
    protected abstract Task CloseAsync();

    private static RunRow Row(string id, int priority = 0) => new()
    {
        Id = id, DisplayName = $"job {id}", Job = [1, 2, 3], State = RunState.Queued, Priority = priority, CreateTime = new DateTimeOffset(2026, 11, 24, 1, 2, 3, TimeSpan.FromHours(5)),
    };

    private Task<RunRow> AddAsync(RunRow row) => Catalogue.ChangeAsync(
        change =>
        {
            change.Rows.Runs.Add(row);
            change.RunChanged(row);
            return Task.FromResult(row);
        },
        CancellationToken.None).Soon();

    private Task<long> RevisionAsync() => Catalogue.ReadAsync(rows => rows.Ledger.Select(row => row.Revision).SingleAsync(), CancellationToken.None).Soon();

    [Fact]
    public async Task Change_ThatThrows_LeavesNothingBehind()
    {
        var before = await RevisionAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Catalogue.ChangeAsync<int>(
            async change =>
            {
                var row = Row("a");
                change.Rows.Runs.Add(row);
                change.RunChanged(row);
                await change.Rows.SaveChangesAsync();
                throw new InvalidOperationException("no");
            },
            CancellationToken.None));

        Assert.Equal(before, await RevisionAsync());
        Assert.False(await Catalogue.ReadAsync(rows => rows.Runs.AnyAsync(), CancellationToken.None));
    }

    [Fact]
    public async Task Changes_ManyAtOnce_GetRevisionsInOrderWithoutAGap()
    {
        var rows = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => AddAsync(Row($"{i:00}"))));

        Assert.Equal(Enumerable.Range(1, 50).Select(revision => (long)revision), rows.Select(row => row.Revision).Order());
        Assert.Equal(50, await RevisionAsync());
        Assert.Equal(50, await Catalogue.ReadAsync(tables => tables.Events.CountAsync(), CancellationToken.None));
    }

    [Fact]
    public async Task Change_WithAKeyThatIsThere_IsRefused()
    {
        await AddAsync(Row("a"));

        await Assert.ThrowsAnyAsync<DbUpdateException>(() => AddAsync(Row("a")));

        Assert.Equal(1, await RevisionAsync());
    }

    [Fact]
    public async Task Row_WithEveryKindOfValue_IsReadAsItWasWritten()
    {
        var row = Row("a", priority: -7);
        (row.EndTime, row.CommittedEpoch, row.Metrics, row.RecordingBytes, row.StateReason) = (row.CreateTime.AddTicks(12345), 9, new EpochMetrics { Epoch = 9, ElapsedSeconds = 1.5 }.ToByteArray(), long.MaxValue, "數 '; drop table \"Runs\" --");
        await AddAsync(row);

        var read = await Catalogue.ReadAsync(rows => rows.Runs.SingleAsync(), CancellationToken.None).Soon();

        Assert.Equal((row.CreateTime, row.EndTime, row.CommittedEpoch, row.RecordingBytes, row.StateReason), (read.CreateTime, read.EndTime, read.CommittedEpoch, read.RecordingBytes, read.StateReason));
        Assert.Equal(row.Metrics, read.Metrics);
        Assert.Null(read.StartTime);
    }

    [Fact]
    public async Task Queue_ByPriorityThenAge_IsInOrder()
    {
        foreach (var (id, priority) in new[] { ("low", -1), ("first", 0), ("high", 5), ("second", 0) }) await AddAsync(Row(id, priority));

        var order = await Catalogue.ReadAsync(rows => Service.Runs.QueuePlaces.InOrder(rows.Runs).Select(run => run.Id).ToListAsync(), CancellationToken.None).Soon();

        Assert.Equal(["high", "first", "second", "low"], order);
    }

    [Theory]
    [InlineData("job.name : \"JOB\" AND state = QUEUED", 2)]
    [InlineData("job.name > \"job a\"", 1)]
    [InlineData("create_time < 2026-11-24 AND create_time >= 2026-11-23T20:02:03Z", 2)]
    [InlineData("end_time > 2000-01-01 OR start_time > 2000-01-01", 0)]
    [InlineData("NOT (priority >= 1 OR progress.epoch > -1)", 1)]
    [InlineData("name = \"runs/a\" AND retry_of = \"\" AND estimate.seconds < 1", 1)]
    public async Task Filter_OfEveryKindOfField_IsEvaluatedByTheDatabase(string filter, int count)
    {
        await AddAsync(Row("a"));
        await AddAsync(Row("b", priority: 1));

        Assert.Equal(count, await Catalogue.ReadAsync(rows => rows.Runs.CountAsync(RunFilter.Compile(FilterParser.Parse(filter)!)), CancellationToken.None).Soon());
    }

    [Fact]
    public async Task Change_OfARun_WakesWhoWatchesIt()
    {
        using var watch = _services!.GetRequiredService<RunSignals>().Subscribe("a");

        await AddAsync(Row("a"));

        await watch.WaitAsync(CancellationToken.None).Soon();
    }
}
