using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Composition;

/// <summary>The ranges of a layer's values over all epochs, of which scales are made; null where not recorded.</summary>
/// <param name="IsInput">It is the input.</param>
/// <param name="Mean">Of mean activations.</param>
/// <param name="Map">Of the activation of every place.</param>
/// <param name="Biases">Of biases.</param>
/// <param name="Sample">The sample of the probe that is shown; null for the mean.</param>
public sealed record LayerRanges(bool IsInput, ActivationRange? Mean, ActivationRange? Map, ActivationRange? Biases, int? Sample)
{
    /// <summary>The ranges of a layer of a recording.</summary>
    /// <param name="history">The recording.</param>
    /// <param name="index">The layer's place in it.</param>
    /// <param name="sample">The sample shown.</param>
    public static LayerRanges Of(RunHistory history, int index, int? sample) =>
        new(index == 0, At(history.Activations, index), At(history.Maps, index), At(history.Biases, index), sample);

    private static ActivationRange? At(IReadOnlyList<ActivationRange?> ranges, int index) => index < ranges.Count ? ranges[index] : null;
}
