using TrainRecorder.V1;

namespace TrainRecorder.EndToEnd.Tests;

/// <summary>The same job gives the same recording, bit for bit, whatever the threads and the instruction set.</summary>
public sealed class SameBitsTests
{
    [Theory]
    [InlineData("TRAINRECORDER_THREADS", "2")]
    [InlineData("DOTNET_EnableAVX2", "0")]
    [InlineData("DOTNET_EnableAVX512", "0")]
    public async Task Digits_OnAnotherMachine_GiveTheSameRecording(string variable, string value)
    {
        Assert.Equal(await FingerprintAsync(new() { ["TRAINRECORDER_THREADS"] = "1" }), await FingerprintAsync(new() { [variable] = value }));
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
