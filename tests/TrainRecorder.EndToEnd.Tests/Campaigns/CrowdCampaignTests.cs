using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using TrainRecorder.V1;

namespace TrainRecorder.EndToEnd.Tests.Campaigns;

/// <summary>
/// Many clients at once at the real service with real workers: nothing is lost, doubled or reordered, and its memory does not grow. A
/// small crowd at every test run; in the long one 32 clients and 32 watchers keep 4 workers busy for ten minutes. (1,000 jobs at once
/// and 200 watchers, with workers that the test plays: <c>CrowdTests</c> of the service.)
/// </summary>
public sealed class CrowdCampaignTests
{
    private const int Epochs = 3;
    private static readonly Size s_size = Campaign.IsLong
        ? new(Jobs: 32, Clients: 32, Workers: 4, Watchers: 32, TimeSpan.FromMinutes(10))
        : new(Jobs: 12, Clients: 4, Workers: 2, Watchers: 6, TimeSpan.Zero);

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(Campaign.IsLong ? 25 : 3);

    private readonly Channel<string> _toWatch = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<int, string> _submitted = new();
    private int _jobs;
    private int _watched;

    [Fact]
    public async Task Crowd_AtTheRealService_LosesDoublesAndReordersNothing()
    {
        using var folder = new TemporaryFolder();
        await using var service = await ServiceProcess.StartAsync(
            folder, settings: ["--max-running", $"{s_size.Workers}", "--max-queued", "2000", "--threads", "1", .. ServiceProcess.Patience]);
        using var over = new CancellationTokenSource();
        var begin = Stopwatch.GetTimestamp();
        var looking = Task.Run(() => LookAsync(service, over.Token));
        var weighing = Task.Run(() => WeighAsync(service, begin, over.Token));
        var watching = Enumerable.Range(0, s_size.Watchers).Select(_ => Task.Run(() => WatchAsync(service))).ToList();
        await Task.WhenAll(Enumerable.Range(0, s_size.Clients).Select(_ => Task.Run(() => SubmitAsync(service, begin)))).WaitAsync(s_limit);
        _toWatch.Writer.Complete();
        await Task.WhenAll(watching).WaitAsync(s_limit);
        await over.CancelAsync();
        var (times, memory) = ((await looking).Order().ToList(), await weighing);

        // Each was watched to its end, and nothing is there that nobody asked for.
        Assert.Equal(_submitted.Count, _watched);
        var listed = await ListAsync(service);
        Assert.Equal(_submitted.Values.Order(), listed.Select(run => run.Name).Order());
        Assert.All(listed, run => Assert.Equal((RunState.Succeeded, Epochs, 1), (run.State, run.Progress.Epoch, run.Attempt)));
        TestContext.Current.TestOutputHelper?.WriteLine($"{_submitted.Count} runs in {Stopwatch.GetElapsedTime(begin).TotalSeconds:0} s");
        TestContext.Current.TestOutputHelper?.WriteLine($"GetRun: {times.Count} calls, p50 {times[times.Count / 2]:0.0} ms, p99 {times[times.Count * 99 / 100]:0.0} ms, at most {times[^1]:0.0} ms");
        foreach (var (seconds, bytes) in memory) TestContext.Current.TestOutputHelper?.WriteLine($"{seconds,5:0} s: {bytes >> 20} MiB");
        if (Campaign.IsLong) AssertFlat([.. memory.Select(sample => sample.Bytes)]);
    }

    // All at once, each twice by the same request id; then, while the time is not over, as many as keep the workers busy.
    private async Task SubmitAsync(ServiceProcess service, long begin)
    {
        while (Interlocked.Increment(ref _jobs) is var job && (job <= s_size.Jobs || Stopwatch.GetElapsedTime(begin) < s_size.Time))
        {
            var request = new SubmitJobRequest { Job = Campaign.Job(Epochs, samples: 100), RequestId = $"job-{job}" };
            var (first, second) = (service.Training.SubmitJobAsync(request), service.Training.SubmitJobAsync(request));
            var name = (await first).Run.Name;
            Assert.Equal(name, (await second).Run.Name);
            _submitted[job] = name;
            await _toWatch.Writer.WriteAsync(name);
            while (job > s_size.Jobs && _submitted.Count - Volatile.Read(ref _watched) > s_size.Clients) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private async Task WatchAsync(ServiceProcess service)
    {
        await foreach (var run in _toWatch.Reader.ReadAllAsync())
        {
            var (epochs, last) = (new List<int>(), 0L);
            await foreach (var change in Campaign.WatchAsync(() => service, run))
            {
                Assert.True(change.Revision > last);
                last = change.Revision;
                epochs.AddRange(change.EpochsCommitted?.Epochs.Select(epoch => epoch.Epoch) ?? []);
            }

            Assert.Equal(Enumerable.Range(0, Epochs + 1), epochs);
            Interlocked.Increment(ref _watched);
        }
    }

    private async Task<List<double>> LookAsync(ServiceProcess service, CancellationToken over)
    {
        var (times, random) = (new List<double>(), new Random(1));
        while (!over.IsCancellationRequested)
        {
            if (_submitted.TryGetValue(1 + random.Next(Volatile.Read(ref _jobs)), out var run))
            {
                var begin = Stopwatch.GetTimestamp();
                await service.GetRunAsync(run);
                times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
        }

        return times;
    }

    private static async Task<List<(double Seconds, long Bytes)>> WeighAsync(ServiceProcess service, long begin, CancellationToken over)
    {
        var samples = new List<(double, long)>();
        while (!over.IsCancellationRequested)
        {
            samples.Add((Stopwatch.GetElapsedTime(begin).TotalSeconds, (await service.Server.GetStatisticsAsync(new GetStatisticsRequest(), cancellationToken: CancellationToken.None)).MemoryBytes));
            await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, over));
        }

        return samples;
    }

    // After the first third, in which everything is met for the first time: the last third takes no more than a tenth more than the second.
    private static void AssertFlat(long[] bytes)
    {
        var third = bytes.Length / 3;
        Assert.InRange(bytes[(2 * third)..].Average(), 0, 1.1 * bytes[third..(2 * third)].Average());
    }

    private static async Task<List<Run>> ListAsync(ServiceProcess service)
    {
        var runs = new List<Run>();
        var request = new ListRunsRequest { PageSize = 100 };
        do
        {
            var page = await service.Training.ListRunsAsync(request);
            runs.AddRange(page.Runs);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return runs;
    }

    private sealed record Size(int Jobs, int Clients, int Workers, int Watchers, TimeSpan Time);
}
