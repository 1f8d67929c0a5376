using System.Text.Json;
using TrainRecorder.V1;

namespace TrainRecorder.EndToEnd.Tests.Operation;

/// <summary>An orderly stop of the real service, and the start after it.</summary>
public sealed class StopTests
{
    // Many seconds of training, a commit each second: it is not over when the service is asked to stop.
    private const int Epochs = 80;

    private static readonly string[] Patience = [.. ServiceProcess.Patience, "--stop-grace", "2m"];

    [Fact]
    public async Task Sigterm_InMidRun_YieldsAtTheNextCommitAndGoesOnAfterTheStart()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals");
        using var folder = new TemporaryFolder();
        string run;
        await using (var service = await ServiceProcess.StartAsync(folder, settings: ["--json-log", "true", .. Patience]))
        {
            var whole = await service.SubmitAsync(Jobs.Teacher(folder, Epochs));
            await service.WatchAsync(whole);
            (await service.ClientAsync("download", whole, "-o", folder["undisturbed.parquet"])).Good();
            Assert.Equal(1, await RawCalls.HealthAsync(service));

            run = await service.SubmitAsync(Jobs.Teacher(folder, Epochs));
            await service.UntilEpochAsync(run, epoch: 2);
            var workers = Workers.Of(service);

            var (exitCode, log) = await service.TerminateAsync();

            Assert.Equal(0, exitCode);
            Assert.All(workers, worker => Assert.Equal(-1, Workers.Parent(worker)));
            var messages = log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
            // Two runs were queued; the workers were told to yield, and none had to be ended.
            Assert.Equal([200, 200, 101], messages.Select(message => message.GetProperty("EventId").GetInt32()).Where(id => id is 200 or 101 or 102));
            Assert.Equal(run["runs/".Length..], messages.Last(message => message.GetProperty("EventId").GetInt32() == 200).GetProperty("State").GetProperty("Run").GetString());
        }

        await using var again = await ServiceProcess.StartAsync(folder, settings: Patience);
        var (ended, epochs) = await again.WatchAsync(run);
        Assert.Equal((RunState.Succeeded, 2, 0), (ended.State, ended.Attempt, ended.LostAttempts));
        Assert.Equal(Enumerable.Range(0, Epochs + 1), epochs.Select(metrics => metrics.Epoch));
        (await again.ClientAsync("download", run, "-o", folder["disturbed.parquet"])).Good();
        using var undisturbed = new RecordingTable(folder["undisturbed.parquet"]);
        using var disturbed = new RecordingTable(folder["disturbed.parquet"]);
        Assert.Equal(undisturbed.Fingerprint(), disturbed.Fingerprint());
    }
}
