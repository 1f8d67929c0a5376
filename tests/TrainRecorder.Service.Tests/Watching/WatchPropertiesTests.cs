using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Housekeeping;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Watching;

/// <summary>
/// The six properties that etcd promises of a watch (https://etcd.io/docs/v3.5/learning/api_guarantees/), through a network that
/// cuts, stalls and delays: ordered, unique, atomic, reliable, resumable, bookmarkable.
/// </summary>
public sealed class WatchPropertiesTests
{
    private const int Epochs = 80;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Watch_ThroughAnUnsteadyNetwork_IsOrderedUniqueAtomicReliableAndResumable(int seed)
    {
        var setUp = new TestSetUp();
        setUp.Options.BookmarkInterval = TimeSpan.FromMilliseconds(50);
        await using var service = await TestService.StartAsync(setUp);
        await using var proxy = new UnsteadyProxy(service.Host.Address, seed);
        var run = await service.SubmitAsync(Epochs);
        using var worker = await service.OpenNextAsync();
        var random = new Random(seed);
        var starts = Enumerable.Range(0, 5).Select(_ => random.Next(2) == 0 ? 0L : run.Revision).ToList();
        var watchers = starts.ConvertAll(start => Task.Run(() => WatchAsync(service, proxy, run.Name, start)));

        var commits = new List<(int First, int Last)>();
        for (var next = 0; next <= Epochs;)
        {
            var last = Math.Min(Epochs, next + random.Next(6));
            await worker.BeatAsync(next, random.NextDouble());
            await worker.CommitAsync(next, last);
            service.Time.Advance(TimeSpan.FromMilliseconds(40));
            commits.Add((next, last));
            next = last + 1;
        }

        await worker.CloseAsync(AttemptOutcome.Succeeded);
        worker.Process.Exit(0);
        var seen = await Task.WhenAll(watchers).WaitAsync(TimeSpan.FromSeconds(60));
        var truth = await TruthAsync(service, run.Name);

        Assert.True(proxy.Cuts > 0, "Nothing was cut: the test has tried nothing.");
        foreach (var events in seen)
        {
            // Ordered and unique: each revision is above the one before.
            Assert.Equal(events.Select(change => change.Revision).Distinct().Order(), events.Select(change => change.Revision));
            // Atomic: each event is a whole commit.
            Assert.All(events.Where(change => change.EpochsCommitted is not null), change =>
                Assert.Contains((change.EpochsCommitted.Epochs[0].Epoch, change.EpochsCommitted.Epochs[^1].Epoch), commits));
            // Reliable and resumable: nothing is missing from the first one on, up to the terminal one.
            var first = events[0].Revision;
            var missing = truth.Where(revision => revision > first && revision <= events[^1].Revision).Except(events.Select(change => change.Revision));
            Assert.Empty(missing);
            Assert.Equal(RunState.Succeeded, events[^1].Run.State);
        }
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

    // Bookmarkable: what a bookmark says is what the next try begins behind.
    private static async Task<List<WatchRunResponse>> WatchAsync(TestService service, UnsteadyProxy proxy, string run, long start)
    {
        var events = new List<WatchRunResponse>();
        for (var next = start; ;)
        {
            var client = new HttpClient(new SocketsHttpHandler(), disposeHandler: true);
            client.DefaultRequestHeaders.Authorization = new("Bearer", service.Host.Token);
            using var channel = GrpcChannel.ForAddress(proxy.Address, new GrpcChannelOptions { HttpClient = client, DisposeHttpClient = true });
            try
            {
                using var call = new TrainingService.TrainingServiceClient(channel).WatchRun(new WatchRunRequest { Name = run, StartRevision = next });
                while (await call.ResponseStream.MoveNext(CancellationToken.None).Soon())
                {
                    var change = call.ResponseStream.Current;
                    if (change.Progress is not null) continue;
                    next = change.Revision + 1;
                    if (change.Bookmark is not null) continue;
                    events.Add(change);
                    if (change.Run is { State: RunState.Succeeded }) return events;
                }

                Assert.Fail("The stream ended well before the terminal event.");
            }
            catch (RpcException broken) when (broken.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled or StatusCode.Unknown)
            {
                // Cut; gone on with.
            }
        }
    }

    private static Task<List<long>> TruthAsync(TestService service, string run) => service.Catalogue.ReadAsync(
        rows => rows.Events.Where(row => row.RunId == run.Substring("runs/".Length)).OrderBy(row => row.Revision).Select(row => row.Revision).ToListAsync(), CancellationToken.None);
}
