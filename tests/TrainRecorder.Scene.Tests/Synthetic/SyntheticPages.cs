using TrainRecorder.Scene.Page;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Tests.Synthetic;

/// <summary>Made-up runs as sources of pages: with biases, findings and the activations of a few samples.</summary>
public static class SyntheticPages
{
    /// <summary>Samples of the probe.</summary>
    public const int Samples = 4;

    /// <summary>A run as a source.</summary>
    /// <param name="run">The run.</param>
    /// <param name="change">Changes an epoch after it was made.</param>
    public static PageSource Source(SyntheticRun run, Action<FrameData>? change = null)
    {
        PageSource source = new()
        {
            Recorded = run.Network,
            History = run.History,
            Links = [],
            Run = "runs/made-up",
            Software = "tests",
            Samples = [.. Enumerable.Range(0, Samples).Select(sample => $"sample {10 * sample}: {sample % 2}")],
            Findings = run.History.Epochs.Count > 2 ? [new PageFinding(2, "dead_units", "hidden1", [1, 3], 0.5, 0.1, "Lower the learning rate.")] : [],
            ReadAsync = (epoch, selection, _) =>
            {
                FrameData frame = run.Frame(epoch);
                change?.Invoke(frame);
                return Task.FromResult(new PageFrame(epoch, [.. frame.Layers.Select((layer, index) => Layer(run.Network.Layers[index], layer, index, epoch, selection))]));
            },
        };
        return source with { Links = PageLink.Of(source.Drawn, _ => false) };
    }

    /// <summary>The bias that units have in these runs.</summary>
    public static float Bias(int unit, int epoch) => 0.25f * (unit % 5 - 2) + 0.01f * epoch;

    /// <summary>The activation that a unit has for a sample.</summary>
    public static float Activation(int sample, int unit) => (sample + unit % 7) / 10f;

    private static PageLayerFrame Layer(LayerShape layer, LayerFrame frame, int index, int epoch, PageSelection selection)
    {
        Dictionary<string, float[]> units = [];
        if (frame.Saturation is { } saturation)
            units["saturation"] = saturation;
        if (frame.MeanActivation is { } activation)
            units["mean_activation"] = activation;
        if (index > 0)
            units["bias"] = frame.Bias ?? [.. Enumerable.Range(0, layer.Units).Select(unit => Bias(unit, epoch))];
        return new PageLayerFrame
        {
            Units = units,
            Samples = selection.Samples.Count == 0 ? null
                : [.. selection.Samples.SelectMany(sample => frame.Activation ?? [.. Enumerable.Range(0, layer.Units).Select(unit => Activation(sample, unit))])],
            Weight = selection.Weights ? frame.Weight : null,
            Dead = frame.DeadUnits,
        };
    }
}
