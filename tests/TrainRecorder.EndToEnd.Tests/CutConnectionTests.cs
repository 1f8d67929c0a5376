using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using TrainRecorder.EndToEnd.Tests.OtherLanguages;
using TrainRecorder.Recording;

namespace TrainRecorder.EndToEnd.Tests;

/// <summary>Our own client on a line that breaks, over and over, in the middle of what is said.</summary>
public sealed class CutConnectionTests
{
    [Fact]
    public async Task Upload_WhoseConnectionIsCut_GoesOnWhereItWas()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals");
        const int Rows = 400_000;
        using var folder = new TemporaryFolder();
        await using var service = await ServiceProcess.StartAsync(folder);
        var text = new StringBuilder("x,y\n");
        for (var row = 0; row < Rows; row++) text.Append(CultureInfo.InvariantCulture, $"{row * 0.37:0.000},{row % 7}\n");
        await File.WriteAllTextAsync(folder["data.csv"], text.ToString());

        // More than HTTP/2 lets a sender have on its way at once: some of it has been taken in before the cut.
        var dataset = JsonNode.Parse(await CutAsync(service, bytes: 1_000_000, "datasets", "upload", folder["data.csv"], "--json"))!;

        Assert.Equal(Rows, int.Parse(dataset["schema"]!["rows"]!.GetValue<string>(), CultureInfo.InvariantCulture));
        // Whose line breaks is no fault of the service, and not told as one.
        var (_, log) = await service.TerminateAsync();
        Assert.DoesNotContain("fail:", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WatchAndDownload_WhoseConnectionIsCut_MissAndDoubleNothing()
    {
        const int Epochs = 12;
        using var folder = new TemporaryFolder();
        await using var service = await ServiceProcess.StartAsync(folder);
        var run = await service.SubmitAsync(Jobs.Teacher(folder, Epochs));

        var changes = (await CutAsync(service, bytes: 3_000, "watch", run, "--json")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!);
        await CutAsync(service, bytes: 60_000, "download", run, "-o", folder["run.parquet"]);

        // Whoever begins to watch is told what happens from then on. Epoch 0 is left out, as protobuf leaves out what is 0.
        var epochs = changes.SelectMany(change => change["epochs_committed"]?["epochs"]?.AsArray() ?? []).Select(epoch => epoch!["epoch"]?.GetValue<int>() ?? 0).ToList();
        Assert.Equal(Epochs, epochs[^1]);
        Assert.Equal(Enumerable.Range(epochs[0], epochs.Count), epochs);
        Assert.Empty(await Verifier.VerifyAsync(folder["run.parquet"]));
        using var recording = await RecordingReader.OpenAsync(folder["run.parquet"]);
        Assert.Equal(Enumerable.Range(0, Epochs + 1), recording.Epochs);
    }

    /// <summary>What the client prints, which must have gone well, of a command on a line that was cut at least once.</summary>
    private static async Task<string> CutAsync(ServiceProcess service, long bytes, params string[] command)
    {
        await using var proxy = new CuttingProxy(new Uri(service.Url), bytes);
        var environment = new Dictionary<string, string>(service.Environment) { ["TRAINRECORDER_TOKEN"] = service.Token };
        var output = (await Command.RunAsync([Checkout.Client, .. command, "--server", $"http://{proxy.Address}"], environment)).Good();
        Assert.True(proxy.Connections > 1, "the connection was never cut");
        return output;
    }
}
