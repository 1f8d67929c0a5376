using System.Text.Json.Nodes;
using TrainRecorder.V1;

namespace TrainRecorder.EndToEnd.Tests;

/// <summary>The path of one run, through the real executables: submit, watch, archive, download, replay.</summary>
public sealed class OneRunTests
{
    [Fact]
    public async Task Run_OfATableWithTextLabels_IsTrainedRecordedArchivedAndRendered()
    {
        using var folder = new TemporaryFolder();
        await using var service = await ServiceProcess.StartAsync(folder);

        var submitted = await service.ClientAsync("submit", Checkout.Example("iris.json"), "--watch");
        Assert.Contains("succeeded", submitted.Good(), StringComparison.Ordinal);

        var listed = JsonNode.Parse((await service.ClientAsync("runs", "list", "--json")).Good().Trim())!;
        var run = listed["name"]!.GetValue<string>();
        var (ended, reported) = await service.WatchAsync(run);
        Assert.Equal(RunState.Succeeded, ended.State);
        Assert.True(reported[^1].Validation["accuracy"] >= 0.95);

        (await service.ClientAsync("archive", run)).Good();
        (await service.ClientAsync("download", run, "-o", folder["run.parquet"])).Good();

        AssertSameValues(reported, folder["run.parquet"]);
        await AssertRendersAsync(folder);
    }

    [Fact]
    public async Task Run_ThatIsCancelled_KeepsWhatIsRecorded()
    {
        using var folder = new TemporaryFolder();
        await using var service = await ServiceProcess.StartAsync(folder);
        var run = await service.SubmitAsync(Jobs.Teacher(folder, epochs: 100_000, samples: 2_000));

        var (ended, epochs) = await service.WatchAsync(run, async metrics =>
        {
            if (metrics.Epoch == 0)
            {
                (await service.ClientAsync("runs", "cancel", run)).Good();
            }
        });

        Assert.Equal(RunState.Cancelled, ended.State);
        Assert.NotEmpty(epochs);
        await Workers.GoneAsync(service);
    }

    // select epoch, train.loss, list_avg(hidden1.saturation): one row per epoch, with the values that the service reported.
    private static void AssertSameValues(List<EpochMetrics> reported, string file)
    {
        using var table = new RecordingTable(file);
        var rows = table.Select("epoch, train.loss, list_avg(hidden1.saturation), validation.accuracy, step");

        Assert.Equal(Enumerable.Range(0, 61), rows.Select(row => (int)row[0]!));
        Assert.Equal(reported.Select(metrics => metrics.Train["loss"]), rows.Select(row => (double)row[1]!));
        Assert.All(rows, row => Assert.InRange((double)row[2]!, 0.0, 1.0));
        Assert.Equal(reported.Select(metrics => metrics.Validation["accuracy"]), rows.Select(row => (double)row[3]!));
        Assert.Equal(reported.Select(metrics => metrics.Step), rows.Select(row => (long)row[4]!));
    }

    private static async Task AssertRendersAsync(TemporaryFolder folder)
    {
        var info = await Command.ReplayAsync("info", folder["run.parquet"]);
        Assert.Contains("hidden1", info.Good(), StringComparison.Ordinal);
        Assert.Equal(0, (await Command.ReplayAsync("verify", folder["run.parquet"])).ExitCode);

        foreach (var (file, magic) in new[] { ("still.png", "\x89PNG"), ("still.svg", "<"), ("still.webp", "RIFF") })
        {
            (await Command.ReplayAsync("render", folder["run.parquet"], "-o", folder[file], "--epoch", "60", "--size", "800x450")).Good();
            Assert.Equal(magic, string.Concat(File.ReadAllBytes(folder[file]).Take(magic.Length).Select(value => (char)value)));
        }

        (await Command.ReplayAsync("render", folder["run.parquet"], "-o", folder["movie.webp"], "--epochs", "0..10", "--size", "480x270")).Good();
        Assert.True(new FileInfo(folder["movie.webp"]).Length > new FileInfo(folder["still.webp"]).Length);
        (await Command.ReplayAsync("page", folder["run.parquet"], "-o", folder["page.html"])).Good();
        Assert.Contains("hidden1", await File.ReadAllTextAsync(folder["page.html"]), StringComparison.OrdinalIgnoreCase);
    }
}
