using TrainRecorder.V1;

namespace TrainRecorder.EndToEnd.Tests;

/// <summary>The examples of formats and generators train, from their files to a good score, and a network begins with given weights.</summary>
public sealed class ExamplesTests
{
    [Fact]
    public async Task Submit_ExamplesOfEachFormat_ReachTheirAccuracy()
    {
        using var folder = new TemporaryFolder();
        await using var service = await ServiceProcess.StartAsync(folder);

        foreach (var (example, accuracy) in new[] { ("digits-idx.json", 0.95), ("iris-npz.json", 0.9), ("spirals.json", 0.95) })
        {
            var (ended, epochs) = await service.WatchAsync(await service.SubmitAsync(Checkout.Example(example)));

            Assert.Equal(RunState.Succeeded, ended.State);
            Assert.True(epochs[^1].Validation["accuracy"] >= accuracy, $"{example}: {epochs[^1].Validation["accuracy"]}");
            Assert.True(epochs[^1].Validation["macro_accuracy"] >= accuracy - 0.05);
        }
    }

    [Fact]
    public async Task Submit_FaultsInSeveralFiles_NamesEachAsTheJobDoes()
    {
        using var folder = new TemporaryFolder();
        await using var service = await ServiceProcess.StartAsync(folder);
        File.WriteAllText(folder["data.tsv"], "x\ty\n1\ta\n2\n");
        File.WriteAllText(folder["job.json"], """
            { "data": { "file": "data.tsv", "validation_file": "gone.npz", "label": "y" }, "network": { "shape": [1, 2], "initial_weights": "data.tsv" } }
            """);

        var refused = await service.ClientAsync("submit", folder["job.json"]);

        Assert.Equal(1, refused.ExitCode);
        foreach (var path in (string[])["data.file", "data.validation_file", "network.initial_weights"])
            Assert.Contains(path, refused.Errors, StringComparison.Ordinal);
        Assert.Contains("row 3", refused.Errors, StringComparison.Ordinal);
    }
}
