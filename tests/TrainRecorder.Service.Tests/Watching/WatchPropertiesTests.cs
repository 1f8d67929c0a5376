using CsCheck;
using Google.Rpc;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Housekeeping;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Watching;

/// <summary>
/// The six properties that etcd promises of a watch (https://etcd.io/docs/v3.5/learning/api_guarantees/), through a network that
/// cuts, falls silent and delays, from random starts and while the changes are compacted: ordered, unique, atomic, reliable,
/// resumable, bookmarkable.
/// </summary>
public sealed class WatchPropertiesTests
{
    private const int Epochs = 80;

    private static readonly int s_tries = Environment.GetEnvironmentVariable("TRAINRECORDER_LONG_TESTS") == "1" ? 60 : 3;

    [Fact]
    public Task Watch_ThroughAnUnsteadyNetwork_HasTheSixProperties() => Gen.Int[0, 1_000_000].SampleAsync(TryAsync, iter: s_tries, threads: 1);

    // What comes to grief hangs on how the machine shares its time, too: where nothing did, the next seed is tried.
    private static async Task TryAsync(int seed)
    {
        var tries = 1;
        while (!await WatchAsync(seed + tries)) Assert.True(++tries <= 10, "Nothing was cut or fell silent, or no bookmark came: the test has tried nothing.");
    }

    private static async Task<bool> WatchAsync(int seed)
    {
        var setUp = new TestSetUp();
        setUp.Options.BookmarkInterval = TimeSpan.FromMilliseconds(50);
        await using var service = await TestService.StartAsync(setUp);
        await using var proxy = new UnsteadyProxy(service.Host.Address, seed);
        var run = await service.SubmitAsync(Epochs);
        using var worker = await service.OpenNextAsync();
        var random = new Random(seed);
        var truth = new Truth(service, run.Name);
        var watchers = new List<Watcher>();

        var commits = new List<(int First, int Last)>();
        for (var next = 0; next <= Epochs;)
        {
            var last = Math.Min(Epochs, next + random.Next(6));
            await worker.BeatAsync(next, random.NextDouble());
            await worker.CommitAsync(next, last);
            service.Time.Advance(TimeSpan.FromMilliseconds(40));
            commits.Add((next, last));
            next = last + 1;
            await truth.ReadAsync();
            if (watchers.Count < 6)
            {
                var start = random.Next(3) == 0 ? 0 : truth.Revisions[random.Next(truth.Revisions.Count)];
                watchers.Add(await Watcher.BeginAsync(service, proxy, run.Name, start));
            }

            if (random.Next(6) == 0) await service.Part<Compaction>().CompactAsync(run.Name["runs/".Length..], truth.Revisions[random.Next(truth.Revisions.Count)], CancellationToken.None);
        }

        await worker.CloseAsync(AttemptOutcome.Succeeded);
        worker.Process.Exit(0);
        await Task.WhenAll(watchers.Select(watcher => watcher.Done)).WaitAsync(TimeSpan.FromMinutes(3));
        await truth.ReadAsync();

        foreach (var watcher in watchers)
        {
            var revisions = watcher.Events.ConvertAll(change => change.Revision);
            // Ordered and unique: each revision is above the one before.
            Assert.Equal(revisions.Distinct().Order(), revisions);
            // Atomic: each event is a whole commit.
            Assert.All(watcher.Events.Where(change => change.EpochsCommitted is not null), change =>
                Assert.Contains((change.EpochsCommitted.Epochs[0].Epoch, change.EpochsCommitted.Epochs[^1].Epoch), commits));
            // Reliable, resumable, bookmarkable: nothing is missing from the first one on, up to the terminal one, but what it was
            // told to be kept no longer. Bookmarks took part: the next try began behind them.
            var missing = truth.Revisions.Where(revision => revision > revisions[0] && revision <= revisions[^1]).Except(revisions);
            Assert.All(missing, revision => Assert.Contains(watcher.Forgotten, gap => revision >= gap.From && revision < gap.Earliest));
            Assert.Equal(RunState.Succeeded, watcher.Events[^1].Run.State);
        }

        return proxy is { Cuts: > 0, Silences: > 0 } && watchers.Any(watcher => watcher.Bookmarks > 0);
    }

    [Fact]
    public async Task Watch_WhileItIsCompacted_NeverSkipsSilently()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 60);
        using var worker = await service.OpenNextAsync();
        var random = new Random(7);
        for (var epoch = 0; epoch < 50; epoch++) await worker.CommitAsync(epoch, epoch);
        var truth = await TruthAsync(service, run.Name);

        for (var round = 0; round < 12; round++)
        {
            var start = truth[random.Next(truth.Count)];
            var compacted = truth[random.Next(truth.Count)];
            using var call = service.Training.WatchRun(new WatchRunRequest { Name = run.Name, StartRevision = start });
            var compacting = service.Part<Compaction>().CompactAsync(run.Name["runs/".Length..], compacted, CancellationToken.None);
            var seen = new List<long>();
            try
            {
                while (seen.LastOrDefault() != truth[^1] && await call.ResponseStream.MoveNext(CancellationToken.None).Soon())
                {
                    if (call.ResponseStream.Current.Bookmark is null && call.ResponseStream.Current.Progress is null) seen.Add(call.ResponseStream.Current.Revision);
                }

                Assert.Equal(truth.Where(revision => revision >= start), seen);
            }
            catch (RpcException fault) when (fault.StatusCode == StatusCode.OutOfRange)
            {
                // What was told until then has no gap, and the answer says where to begin.
                Assert.Equal(truth.Where(revision => revision >= start).Take(seen.Count), seen);
                var earliest = long.Parse(fault.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Metadata["earliest_revision"], System.Globalization.CultureInfo.InvariantCulture);
                Assert.True(earliest > start);
                await compacting.Soon();
                earliest = Math.Max(earliest, compacted);
                using var again = service.Training.WatchRun(new WatchRunRequest { Name = run.Name, StartRevision = earliest });
                Assert.True(await again.ResponseStream.MoveNext(CancellationToken.None).Soon());
                Assert.Equal(truth.First(revision => revision >= earliest), again.ResponseStream.Current.Revision);
            }

            await compacting.Soon();
        }
    }

    [Fact]
    public async Task Watch_OfARunThatEndedLongAgo_HasItsLastChangeOnly()
    {
        var setUp = new TestSetUp();
        setUp.Options.KeepEvents = TimeSpan.FromMinutes(1);
        await using var service = await TestService.StartAsync(setUp);
        var run = await service.FinishAsync();
        service.Time.Advance(TimeSpan.FromMinutes(2));
        await service.Part<HousekeepingLoop>().TidyAsync(CancellationToken.None).Soon();

        using var old = service.Training.WatchRun(new WatchRunRequest { Name = run.Name, StartRevision = 1 });
        await old.ResponseStream.MoveNext(CancellationToken.None).IsRefusedAsync(StatusCode.OutOfRange);
        using var now = service.Training.WatchRun(new WatchRunRequest { Name = run.Name, StartRevision = run.Revision });
        Assert.True(await now.ResponseStream.MoveNext(CancellationToken.None).Soon());
        Assert.Equal(RunState.Succeeded, now.ResponseStream.Current.Run.State);
        Assert.False(await now.ResponseStream.MoveNext(CancellationToken.None).Soon());
        // The numbers stay.
        using var metrics = service.Recordings.QueryMetrics(new QueryMetricsRequest { Name = run.Name });
        Assert.True(await metrics.ResponseStream.MoveNext(CancellationToken.None).Soon());
        Assert.Equal(3, metrics.ResponseStream.Current.Epochs.Count);
    }

    [Fact]
    public async Task Watch_OfARunWithManyChanges_KeepsTheLastOfThem()
    {
        var setUp = new TestSetUp();
        setUp.Options.MaxEvents = 10;
        await using var service = await TestService.StartAsync(setUp);
        var run = await service.SubmitAsync(40);
        using var worker = await service.OpenNextAsync();
        for (var epoch = 0; epoch < 30; epoch++) await worker.CommitAsync(epoch, epoch);

        await service.Part<HousekeepingLoop>().TidyAsync(CancellationToken.None).Soon();

        Assert.Equal(10, (await TruthAsync(service, run.Name)).Count);
    }

    [Fact]
    public async Task Commit_WithMoreMetricsThanAnEventHolds_IsSeveralInOneTransaction()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 400);
        using var worker = await service.OpenNextAsync();
        var commit = await worker.SegmentAsync(0, 400);
        foreach (var epoch in commit.Metrics) epoch.Findings.Add(new Finding { Rule = "dead_units", Layer = "hidden1", Advice = new string('x', 10_000) });
        using var call = service.Training.WatchRun(new WatchRunRequest { Name = run.Name });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).Soon());

        await worker.SendAsync(commit);

        var events = new List<WatchRunResponse>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None).Soon()) events.Add(call.ResponseStream.Current);
        var told = events.Where(change => change.EpochsCommitted is not null).ToList();
        Assert.InRange(told.Count, 4, 6);
        Assert.All(told, change => Assert.InRange(change.CalculateSize(), 1, 1_100_000));
        Assert.Equal(Enumerable.Range(0, 401), told.SelectMany(change => change.EpochsCommitted.Epochs).Select(epoch => epoch.Epoch));
        Assert.All(told.SelectMany(change => change.EpochsCommitted.Epochs), epoch => Assert.Equal("dead_units", epoch.Findings.Single().Rule));
        Assert.Equal(told.Select(change => change.Revision).Distinct(), told.Select(change => change.Revision));
    }

    private static Task<List<long>> TruthAsync(TestService service, string run) => service.Catalogue.ReadAsync(
        rows => rows.Events.Where(row => row.RunId == run.Substring("runs/".Length)).OrderBy(row => row.Revision).Select(row => row.Revision).ToListAsync(), CancellationToken.None);

    /// <summary>Every revision that a run ever had, also those that are no longer kept.</summary>
    private sealed class Truth(TestService service, string run)
    {
        public List<long> Revisions { get; } = [];

        public async Task ReadAsync()
        {
            var last = Revisions.LastOrDefault();
            Revisions.AddRange((await TruthAsync(service, run)).Where(revision => revision > last));
        }
    }
}
