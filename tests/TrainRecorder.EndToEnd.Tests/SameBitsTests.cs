using TrainRecorder.V1;

namespace TrainRecorder.EndToEnd.Tests;

/// <summary>The same job gives the same recording, bit for bit, whatever the threads and the instruction set.</summary>
public sealed class SameBitsTests
{
    // With one thread and all instructions that this machine has: what the others are compared with.
    private static readonly Lazy<Task<string>> s_usual = new(() => FingerprintAsync(new() { ["TRAINRECORDER_THREADS"] = "1" }));

    [Theory]
    [InlineData("TRAINRECORDER_THREADS", "2")]
    [InlineData("DOTNET_EnableAVX2", "0")]
    [InlineData("DOTNET_EnableAVX512", "0")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0")]
    public async Task Digits_OnAnotherMachine_GiveTheSameRecording(string variable, string value)
    {
        Assert.Equal(await s_usual.Value, await FingerprintAsync(new() { [variable] = value }));
    }

    private static async Task<string> FingerprintAsync(Dictionary<string, string> environment)
    {
        using var folder = new TemporaryFolder();
        await using var service = await ServiceProcess.StartAsync(folder, environment);
        var run = await service.SubmitAsync(Checkout.Example("digits.json"));
        Assert.Equal(RunState.Succeeded, (await service.WatchAsync(run)).Run.State);
        (await service.ClientAsync("archive", run)).Good();
        (await service.ClientAsync("download", run, "-o", folder["run.parquet"])).Good();
        using var table = new RecordingTable(folder["run.parquet"]);
        return table.Fingerprint();
    }
}
