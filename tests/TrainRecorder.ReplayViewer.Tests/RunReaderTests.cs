using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Tests.Samples;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Reading;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Tests.Synthetic;

namespace TrainRecorder.ReplayViewer.Tests;

public sealed class RunReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OpenAsync_Recording_GivesTheHistoryThatWasWritten()
    {
        SyntheticRun run = SyntheticRun.Digits(epochs: 8);
        await SyntheticRecording.WriteLiveAsync(run, _folder["run"]);
        using RecordingReader recording = await RecordingReader.OpenAsync(_folder["run"]);
        RunHistory history = (await RunReader.OpenAsync(recording)).History;

        Assert.Equal(("digits", "accuracy"), (history.Name, history.Score));
        Assert.Equal(run.History.Epochs, history.Epochs);
        Assert.Equal(run.History.TrainLoss.Values, history.TrainLoss.Values);
        Assert.Equal(run.History.ValidationScore.Values, history.ValidationScore.Values);
        Assert.Equal(run.History.Saturation[0].Values, Assert.Single(history.Saturation).Values);
        Assert.Equal(run.History.Weights, history.Weights);
        Assert.Equal(run.History.Activations[^1], history.Activations[^1]);
    }

    [Fact]
    public async Task ReadFrameAsync_Epoch_GivesWhatWasWritten()
    {
        SyntheticRun run = SyntheticRun.Dense([6, 5, 3], "relu", epochs: 4);
        await SyntheticRecording.WriteLiveAsync(run, _folder["run"]);
        using RecordingReader recording = await RecordingReader.OpenAsync(_folder["run"]);
        RunReader reader = await RunReader.OpenAsync(recording);
        FrameData expected = run.Frame(3), frame = await reader.ReadFrameAsync(3);

        Assert.Equal(run.Network.Layers.Select(layer => (layer.Name, layer.Units, layer.Activation, layer.HasSaturation)),
            reader.Network.Layers.Select(layer => (layer.Name, layer.Units, layer.Activation, layer.HasSaturation)));
        foreach ((LayerFrame one, LayerFrame other) in expected.Layers.Zip(frame.Layers))
        {
            Assert.Equal(one.Weight, other.Weight);
            Assert.Equal(one.Saturation, other.Saturation);
            Assert.Equal(one.MeanActivation, other.MeanActivation);
            Assert.Equal(one.DeadUnits, other.DeadUnits);
        }
    }

    [Fact]
    public async Task OpenAsync_LongRun_KeepsBoundedHistoryWithBothEnds()
    {
        SyntheticRun run = SyntheticRun.Dense([2, 3, 1], epochs: 1000);
        await SyntheticRecording.WriteLiveAsync(run, _folder["run"]);
        using RecordingReader recording = await RecordingReader.OpenAsync(_folder["run"]);
        SaturationHistory saturation = Assert.Single((await RunReader.OpenAsync(recording)).History.Saturation);

        Assert.Equal(400, saturation.Epochs.Count);
        Assert.Equal((0, 1000), (saturation.Epochs[0], saturation.Epochs[^1]));
        Assert.Equal(run.Frame(1000).Layers[1].Saturation, saturation.Values[^3..]);
    }

    [Fact]
    public async Task OpenAsync_NormalisedImage_ShowsTheValuesOfTheData()
    {
        SyntheticRun run = SyntheticRun.Digits(epochs: 1);
        await SyntheticRecording.WriteLiveAsync(run, _folder["run"], manifest =>
        {
            manifest.Data.NormalizationOffset.Add(Enumerable.Repeat(3.0, 64));
            manifest.Data.NormalizationScale.Add(Enumerable.Range(0, 64).Select(pixel => pixel == 0 ? 0 : 0.5));
        });
        using RecordingReader recording = await RecordingReader.OpenAsync(_folder["run"]);
        RunReader reader = await RunReader.OpenAsync(recording);
        float[] normalised = run.Frame(0).Layers[0].MeanActivation!, shown = (await reader.ReadFrameAsync(0)).Layers[0].MeanActivation!;

        Assert.True(reader.History.Activations[0]!.Value.InDataUnits);
        Assert.Equal(3, shown[0]);
        Assert.Equal(3 + normalised[20] / 0.5f, shown[20], 1e-4f);
    }

    /// <summary>What an edge contributes is what the network adds up: the normalised input times the weight, though the input is shown in the data's units.</summary>
    [Fact]
    public async Task ReadFrameAsync_ContributionOfANormalisedImage_IsOfWhatTheNetworkSees()
    {
        SyntheticRun run = SyntheticRun.Digits(epochs: 1);
        await SyntheticRecording.WriteLiveAsync(run, _folder["run"], manifest =>
        {
            manifest.Data.NormalizationOffset.Add(Enumerable.Repeat(3.0, 64));
            manifest.Data.NormalizationScale.Add(Enumerable.Repeat(0.5, 64));
        });
        using RecordingReader recording = await RecordingReader.OpenAsync(_folder["run"]);
        RunReader reader = await RunReader.OpenAsync(recording, new SceneOptions { EdgeBy = EdgeQuantity.Contribution });
        FrameData written = run.Frame(1), frame = await reader.ReadFrameAsync(1);
        float[] input = written.Layers[0].MeanActivation!, weights = written.Layers[1].Weight!, edges = frame.Layers[1].Edge!;

        for (int place = 0; place < weights.Length; place++)
            Assert.Equal(weights[place] * input[place % input.Length], edges[place], 1e-5f);
    }

    [Fact]
    public async Task OpenAsync_FewerThanTwoLayers_IsRefused()
    {
        await SyntheticRecording.WriteLiveAsync(SyntheticRun.Dense([2, 2], epochs: 0), _folder["run"], manifest => manifest.Layers.RemoveAt(0));
        using RecordingReader recording = await RecordingReader.OpenAsync(_folder["run"]);

        await Assert.ThrowsAsync<RecordingException>(() => RunReader.OpenAsync(recording));
    }
}
