using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Campaigns;

/// <summary>
/// Many clients, workers and watchers at once: nothing is lost, doubled or reordered. A small crowd at every test run; with
/// TRAINRECORDER_LONG_TESTS=1 1,000 jobs of 32 clients, 8 workers, 200 watchers.
/// </summary>
public sealed class CrowdTests
{
    private const int Workers = 8;
    private const int Epochs = 3;
    private static readonly bool s_long = Environment.GetEnvironmentVariable("TRAINRECORDER_LONG_TESTS") == "1";
    private static readonly (int Jobs, int Clients, int Watchers) s_crowd = s_long ? (1_000, 32, 200) : (60, 8, 16);
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(s_long ? 9 : 2);

    [Fact]
    public async Task Crowd_OfClientsWorkersAndWatchers_LosesDoublesAndReordersNothing()
    {
        var setUp = new TestSetUp();
        setUp.Options.MaxRunning = Workers;
        setUp.Options.MaxQueued = s_crowd.Jobs;
        await using var service = await TestService.StartAsync(setUp);
        using var over = new CancellationTokenSource();
        var working = Enumerable.Range(0, Workers).Select(_ => Task.Run(() => WorkAsync(service, over.Token))).ToList();
        var looking = Task.Run(() => LookAsync(service, over.Token));
        var watching = new ConcurrentBag<Task<List<int>>>();

        var submitted = await Task.WhenAll(Enumerable.Range(0, s_crowd.Clients).Select(client => Task.Run(() => SubmitAsync(service, client, watching)))).WaitAsync(s_limit);
        var names = submitted.SelectMany(run => run).ToList();
        foreach (var name in names) await service.UntilAsync(name, run => run.State is RunState.Succeeded or RunState.Failed).WaitAsync(s_limit);
        var seen = await Task.WhenAll(watching).WaitAsync(s_limit);
        await over.CancelAsync();
        await Task.WhenAll(working).WaitAsync(s_limit);
        var times = (await looking.WaitAsync(s_limit)).Order().ToList();

        Assert.Equal(s_crowd.Jobs, names.Distinct().Count());
        Assert.Equal(s_crowd.Watchers, seen.Length);
        Assert.All(seen, epochs => Assert.Equal(Enumerable.Range(0, Epochs + 1), epochs));
        var listed = new List<Run>();
        var request = new ListRunsRequest { PageSize = 100, Filter = "state = SUCCEEDED" };
        do
        {
            var page = await service.Training.ListRunsAsync(request).Soon();
            listed.AddRange(page.Runs);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        var ours = names.ToHashSet();
        listed.RemoveAll(run => !ours.Contains(run.Name));
        Assert.Equal(names.Order(), listed.Select(run => run.Name).Order());
        Assert.All(listed, run => Assert.Equal((Epochs, 1), (run.Progress.Epoch, run.Attempt)));
        TestContext.Current.TestOutputHelper?.WriteLine($"GetRun: {times.Count} calls, p50 {times[times.Count / 2]:0.0} ms, p99 {times[times.Count * 99 / 100]:0.0} ms");
    }

    // Each job twice, by the same request id: it makes one run.
    private static async Task<List<string>> SubmitAsync(TestService service, int client, ConcurrentBag<Task<List<int>>> watching)
    {
        var names = new List<string>();
        for (var job = client; job < s_crowd.Jobs; job += s_crowd.Clients)
        {
            var twins = await Task.WhenAll(service.SubmitAsync(Epochs, requestId: $"job-{job}"), service.SubmitAsync(Epochs, requestId: $"job-{job}"));
            Assert.Equal(twins[0].Name, twins[1].Name);
            names.Add(twins[0].Name);
            if (job < s_crowd.Watchers) watching.Add(Task.Run(() => WatchAsync(service, twins[0].Name)));
        }

        return names;
    }

    private static async Task<List<int>> WatchAsync(TestService service, string name)
    {
        using var call = service.Training.WatchRun(new WatchRunRequest { Name = name, StartRevision = 1 });
        var epochs = new List<int>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(s_limit))
            if (call.ResponseStream.Current.EpochsCommitted is { } committed) epochs.AddRange(committed.Epochs.Select(epoch => epoch.Epoch));
        return epochs;
    }

    private static async Task WorkAsync(TestService service, CancellationToken over)
    {
        try
        {
            while (true)
            {
                var process = await service.Machine.NextAsync(over);
                using var worker = new WorkerLink(service, process);
                await worker.OpenAsync();
                await worker.CommitAsync(0, 1);
                await worker.BeatAsync(2, 0.5);
                await worker.CommitAsync(2, Epochs);
                await worker.CloseAsync(AttemptOutcome.Succeeded);
                process.Exit(0);
            }
        }
        catch (OperationCanceledException)
        {
            // No job is left.
        }
    }

    private static async Task<List<double>> LookAsync(TestService service, CancellationToken over)
    {
        var times = new List<double>();
        // A run that waits for ever, and so is there all the while.
        var run = (await service.Training.SubmitJobAsync(new SubmitJobRequest { Job = Jobs.Xor(), Priority = -1_000 }, cancellationToken: CancellationToken.None).Soon()).Run.Name;
        try
        {
            await service.Training.PauseRunAsync(new PauseRunRequest { Name = run }, cancellationToken: CancellationToken.None).Soon();
        }
        catch (RpcException late) when (late.StatusCode == StatusCode.FailedPrecondition)
        {
            // A worker that was free has taken it already, and is done: it is there all the same.
        }

        while (!over.IsCancellationRequested)
        {
            var begin = Stopwatch.GetTimestamp();
            await service.Training.GetRunAsync(new GetRunRequest { Name = run }, cancellationToken: CancellationToken.None).Soon();
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        return times;
    }
}
