using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Tests.Samples;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Reading;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.ReplayViewer.Tests.Render;

/// <summary>What it costs to open a recording and to draw an epoch must not grow with its length. Alone, for what the whole process allocates is measured.</summary>
[CollectionDefinition(nameof(LongRecordingTests), DisableParallelization = true)]
[Collection(nameof(LongRecordingTests))]
public sealed class LongRecordingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OpenAsync_TwiceAsLong_AllocatesHardlyMore()
    {
        // Row groups are read whole. Both recordings have more of them than epochs whose weights are read, so of both the same number is.
        await SyntheticRecording.WriteSealedAsync(SyntheticRun.Dense([256, 128, 5], "relu", epochs: 600), _folder["short.parquet"]);
        await SyntheticRecording.WriteSealedAsync(SyntheticRun.Dense([256, 128, 5], "relu", epochs: 1200), _folder["long.parquet"]);

        long shorter = await AllocatedAsync("short.parquet"), longer = await AllocatedAsync("long.parquet");

        Assert.InRange(longer, 0, shorter * 1.4);
    }

    /// <summary>The least of three: pooled buffers are made anew where another thread of the pool reads, or a collection took them away.</summary>
    private async Task<long> AllocatedAsync(string name)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            await OpenAsync(name);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        return least;
    }

    private async Task OpenAsync(string name)
    {
        using RecordingReader recording = await RecordingReader.OpenAsync(_folder[name]);
        SceneOptions options = new() { Width = 480, Height = 270 };
        RunReader reader = await RunReader.OpenAsync(recording, options);
        SceneComposer composer = new(reader.Network, reader.History, options);
        using PictureScene scene = composer.Compose(await reader.ReadFrameAsync(recording.Epochs[^1]));
        Assert.NotEmpty(scene.Connections);
    }
}
