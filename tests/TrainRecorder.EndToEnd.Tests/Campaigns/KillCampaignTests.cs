using System.Diagnostics;
using TrainRecorder.V1;

namespace TrainRecorder.EndToEnd.Tests.Campaigns;

/// <summary>
/// kill -9 of the service and of workers at random instants, over and over: what was acknowledged is there, every run ends, and
/// every epoch of it is there once, with the bits of a run that nobody killed. A few kills at every test run, 100 in the long one.
/// </summary>
public sealed class KillCampaignTests
{
    private const int Epochs = 60;
    private static readonly int s_kills = Campaign.IsLong ? 100 : 6;
    // On a machine that has much else to do there are fewer.
    private static readonly TimeSpan s_time = TimeSpan.FromMinutes(12);
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(Campaign.IsLong ? 15 : 8);
    private static readonly string[] s_settings = ["--max-running", "3", "--max-retries", "1000", "--retry-pause", "100ms", "--lease", "20s"];

    [Fact]
    public async Task Kills_AtRandomInstants_LoseAndDoubleNothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "finds the workers through /proc");
        using var folder = new TemporaryFolder();
        var seed = Environment.TickCount;
        // At once: it is wanted when the test fails.
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var fates = new Dictionary<string, int>();
        var begin = Stopwatch.GetTimestamp();
        var runs = new List<string>();
        // Null while one is gone and the next not yet there.
        ServiceProcess? service = await ServiceProcess.StartAsync(folder, settings: s_settings);
        try
        {
            for (var kill = 0; kill < s_kills && Stopwatch.GetElapsedTime(begin) < s_time; kill++)
            {
                // Under way while the service is killed, and acknowledged sooner or later.
                var id = $"job-{kill}";
                var submitted = kill % 2 == 0 ? SubmitAsync(() => service, id) : null;
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1_000)), TimeProvider.System);
                var (victims, restart) = random.Next(4) switch
                {
                    0 => ("a worker", false),
                    1 => ("every worker", false),
                    2 => ("the service", true),
                    _ => ("the service and every worker", true),
                };
                fates[victims] = fates.GetValueOrDefault(victims) + 1;
                if (restart) await service!.KillAsync();
                if (victims != "the service") Kill(Workers.In(folder["data"]), onlyOne: victims == "a worker");
                if (restart)
                {
                    await service!.DisposeAsync();
                    service = null;
                    service = await ServiceProcess.StartAsync(folder, settings: s_settings);
                }

                if (submitted is not null) runs.Add(await submitted.WaitAsync(s_limit));
            }

            await CheckAsync(service!, folder, runs).WaitAsync(s_limit);
        }
        finally
        {
            if (service is not null) await service.DisposeAsync();
        }

        // One that nobody waited for may have closed the last attempt and still be at its exit.
        await Workers.GoneAsync(Workers.In(folder["data"]));
        TestContext.Current.TestOutputHelper?.WriteLine($"{fates.Values.Sum()} kills; {runs.Count} runs; killed: {string.Join(", ", fates.Select(fate => $"{fate.Key} {fate.Value} times"))}");
    }

    private static async Task CheckAsync(ServiceProcess service, TemporaryFolder folder, List<string> runs)
    {
        string? bits = null;
        for (var i = 0; i < runs.Count; i++)
        {
            var (epochs, revisions) = (new List<int>(), new List<long>());
            RunState last = default;
            await foreach (var change in Campaign.WatchAsync(() => service, runs[i]))
            {
                revisions.Add(change.Revision);
                epochs.AddRange(change.EpochsCommitted?.Epochs.Select(epoch => epoch.Epoch) ?? []);
                last = change.Run?.State ?? last;
            }

            Assert.Equal(RunState.Succeeded, last);
            Assert.Equal(Enumerable.Range(0, Epochs + 1), epochs);
            Assert.Equal(revisions.Distinct().Order(), revisions);
            // The same request once more is the same run: it was durable when it was acknowledged.
            Assert.Equal(runs[i], await SubmitAsync(() => service, $"job-{2 * i}"));
            using var table = new RecordingTable(await SealedAsync(service, folder, runs[i]));
            Assert.Equal(Enumerable.Range(0, Epochs + 1), table.Select("epoch").Select(row => (int)row[0]!));
            Assert.Equal(bits ??= table.Fingerprint(), table.Fingerprint());
        }

        var listed = await service.Training.ListRunsAsync(new ListRunsRequest { PageSize = 1_000 });
        Assert.Equal(runs.Order(), listed.Runs.Select(run => run.Name).Order());
    }

    private static async Task<string> SubmitAsync(Func<ServiceProcess?> service, string id) => (await Campaign.InsistAsync(
        () => service()?.Training.SubmitJobAsync(new SubmitJobRequest { Job = Campaign.Job(Epochs, samples: 4_000), RequestId = id }).ResponseAsync)).Run.Name;

    private static async Task<string> SealedAsync(ServiceProcess service, TemporaryFolder folder, string run)
    {
        while ((await service.GetRunAsync(run)).Recording.State != RecordingState.Sealed) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        var id = run["runs/".Length..];
        return Path.Combine(folder["data"], "runs", id, $"{id}.parquet");
    }

    private static void Kill(IReadOnlyList<int> workers, bool onlyOne)
    {
        foreach (var worker in onlyOne ? workers.Take(1) : workers) Workers.Kill(worker);
    }
}
