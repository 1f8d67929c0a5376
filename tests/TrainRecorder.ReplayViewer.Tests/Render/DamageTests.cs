using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Tests.Samples;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Reading;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.ReplayViewer.Tests.Render;

/// <summary>Damaged and partial recordings give what can be drawn, and one line about what cannot.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Render_DamagedWeights_DrawsTheRestAndSaysSoInOneLine()
    {
        SyntheticRun run = SyntheticRun.Digits(3);
        await SyntheticRecording.WriteSealedAsync(run, _folder["a.parquet"]);
        await DamageAsync(_folder["a.parquet"], run.Frame(3).Layers[1].Weight!);
        Replay replay = await Replay.RunAsync("render", _folder["a.parquet"], "-o", _folder["a.svg"]);

        Assert.Equal(1, replay.ExitCode);
        Assert.Matches("^replay: 'hidden1.weight' is damaged at .*: left out$", replay.Error());
        string svg = await File.ReadAllTextAsync(_folder["a.svg"]);
        Assert.Contains("weights damaged at this epoch", svg, StringComparison.Ordinal);
        Assert.Contains("validation accuracy", svg, StringComparison.Ordinal);
        Assert.Contains("class=\"p\"", svg, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hidden1.weight", "weights not recorded at this epoch")]
    [InlineData("hidden1.saturation", "mean saturation not recorded")]
    public async Task Render_NeverRecorded_DrawsTheRestAndSaysSo(string path, string said)
    {
        await WriteWithAsync(path, "never", _folder["run"]);
        Replay replay = await Replay.RunAsync("render", _folder["run"], "-o", _folder["a.svg"]);

        Assert.Equal((0, ""), (replay.ExitCode, replay.Errors));
        string svg = await File.ReadAllTextAsync(_folder["a.svg"]);
        Assert.True(svg.Contains(said, StringComparison.Ordinal) || !svg.Contains("mean saturation", StringComparison.Ordinal), $"'{said}' is missing: {string.Join(" | ", System.Xml.Linq.XElement.Parse(svg).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value))}");
        Assert.Equal(64 + 32 + 10, svg.Split("<circle").Length - 1 - 4);
    }

    [Fact]
    public async Task Render_SparserSchedule_DrawsEpochsWithoutWeightsToo()
    {
        await WriteWithAsync("hidden1.weight", "every 2", _folder["run"]);

        foreach (string epoch in new[] { "1", "2" })
            Assert.Equal(0, (await Replay.RunAsync("render", _folder["run"], "-o", _folder[epoch + ".svg"], "--epoch", epoch)).ExitCode);
        Assert.Contains("weights not recorded at this epoch", await File.ReadAllTextAsync(_folder["1.svg"]), StringComparison.Ordinal);
        Assert.DoesNotContain("weights not recorded", await File.ReadAllTextAsync(_folder["2.svg"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenAsync_NetworksOfOtherKinds_AreReadAsTheyAre(bool isResidual)
    {
        SyntheticRun run = isResidual ? SyntheticRun.Residual(3) : SyntheticRun.Convolution(3);
        await SyntheticRecording.WriteLiveAsync(run, _folder["run"]);
        using RecordingReader recording = await RecordingReader.OpenAsync(_folder["run"]);
        SceneOptions options = new() { Width = 960, Height = 540 };
        RunReader reader = await RunReader.OpenAsync(recording, options);
        FrameData read = await reader.ReadFrameAsync(3), expected = run.Frame(3);
        using PictureScene scene = new SceneComposer(reader.Network, reader.History, options).Compose(read);

        Assert.Empty(reader.Damage);
        for (int layer = 1; layer < expected.Layers.Count; layer++)
            Assert.Equal(expected.Layers[layer].Weight ?? [], read.Layers[layer].Weight ?? []);
        Assert.Equal(run.Network.Layers.Select(layer => layer.Inputs), reader.Network.Layers.Select(layer => layer.Inputs));
        if (!isResidual)
            Assert.Equal(expected.Layers[1].Activation, read.Layers[1].Activation);
        Assert.NotEmpty(scene.Connections);
    }

    private static Task<string[]> WriteWithAsync(string path, string schedule, string folder) => SyntheticRecording.WriteLiveAsync(
        SyntheticRun.Digits(3), folder, manifest => manifest.Columns.Single(column => column.Path == path).Schedule = schedule);

    /// <summary>Changes a byte within the chunk that holds given values: the file's column chunks are compressed, so it is found by reading each in turn.</summary>
    private static async Task DamageAsync(string file, float[] values)
    {
        byte[] whole = await File.ReadAllBytesAsync(file);
        for (int place = 64; place < whole.Length - 4096; place += 512)
        {
            byte[] changed = [.. whole];
            changed[place] ^= 0x40;
            await File.WriteAllBytesAsync(file, changed);
            using RecordingReader recording = await RecordingReader.OpenAsync(file);
            try
            {
                await recording.ReadFloatsAsync("hidden1.weight", 3);
            }
            catch (RecordingException error) when (error.Fault == RecordingFault.Damaged)
            {
                return;
            }
        }
        throw new InvalidOperationException($"no byte of {values.Length} weights was found");
    }
}
