using TrainRecorder.V1;

namespace TrainRecorder.EndToEnd.Tests;

/// <summary>kill -9 at any instant loses no committed epoch, and the run is finished all the same.</summary>
public sealed class KillTests
{
    // Many seconds of training, a commit each second: it is not over when something is killed.
    private const int Epochs = 80;

    [Fact]
    public async Task Worker_KilledInMidRun_IsReplacedAndEveryEpochIsThereOnceWithTheSameBits()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "finds the worker through /proc");
        using var folder = new TemporaryFolder();
        await using var service = await ServiceProcess.StartAsync(folder, settings: ServiceProcess.Patience);

        var undisturbed = await FinishAsync(service, folder, "undisturbed.parquet", onEpoch: null);
        var killed = false;
        var disturbed = await FinishAsync(service, folder, "disturbed.parquet", metrics =>
        {
            if (!killed && metrics.Epoch >= 2)
            {
                killed = true;
                Workers.Kill(service);
            }

            return Task.CompletedTask;
        });

        Assert.True(killed);
        Assert.Equal(1, undisturbed.Attempt);
        Assert.True(disturbed.Attempt >= 2, $"attempt {disturbed.Attempt}");
        AssertSameRecording(folder);
    }

    [Fact]
    public async Task Service_KilledInMidRun_FindsTheRunAndFinishesIt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "finds the worker through /proc");
        using var folder = new TemporaryFolder();
        string run;
        await using (var service = await ServiceProcess.StartAsync(folder, settings: ServiceProcess.Patience))
        {
            await FinishAsync(service, folder, "undisturbed.parquet", onEpoch: null);
            run = await service.SubmitAsync(Jobs.Teacher(folder, Epochs));
            await service.UntilEpochAsync(run, epoch: 2);
            await service.KillAsync();
        }

        await using (var again = await ServiceProcess.StartAsync(folder, settings: ServiceProcess.Patience))
        {
            var (ended, epochs) = await again.WatchAsync(run);
            Assert.Equal(RunState.Succeeded, ended.State);
            Assert.Equal(Enumerable.Range(0, Epochs + 1), epochs.Select(metrics => metrics.Epoch));
            (await again.ClientAsync("archive", run)).Good();
            (await again.ClientAsync("download", run, "-o", folder["disturbed.parquet"])).Good();
        }

        AssertSameRecording(folder);
    }

    private static async Task<Run> FinishAsync(ServiceProcess service, TemporaryFolder folder, string file, Func<EpochMetrics, Task>? onEpoch)
    {
        var run = await service.SubmitAsync(Jobs.Teacher(folder, Epochs));
        var (ended, epochs) = await service.WatchAsync(run, onEpoch);

        Assert.Equal(RunState.Succeeded, ended.State);
        Assert.Equal(Enumerable.Range(0, Epochs + 1), epochs.Select(metrics => metrics.Epoch));
        (await service.ClientAsync("archive", run)).Good();
        (await service.ClientAsync("download", run, "-o", folder[file])).Good();
        return await service.GetRunAsync(run);
    }

    private static void AssertSameRecording(TemporaryFolder folder)
    {
        using var undisturbed = new RecordingTable(folder["undisturbed.parquet"]);
        using var disturbed = new RecordingTable(folder["disturbed.parquet"]);
        Assert.Equal(Enumerable.Range(0, Epochs + 1), disturbed.Select("epoch").Select(row => (int)row[0]!));
        Assert.Equal(undisturbed.Fingerprint(), disturbed.Fingerprint());
    }
}
