namespace TrainRecorder.Training.Diagnostics;

/// <summary>What rules judge an epoch by.</summary>
/// <param name="Epoch">Its number.</param>
/// <param name="TrainingLoss">The loss over the training part.</param>
/// <param name="ValidationLoss">The loss over the validation part.</param>
/// <param name="InputDeviation">The standard deviation of the probe's inputs.</param>
/// <param name="HasSpectrum">Effective ranks were worked out.</param>
/// <param name="Layers">The layers after the input, the output last.</param>
internal sealed record EpochEvidence(
    int Epoch, double TrainingLoss, double ValidationLoss, double InputDeviation, bool HasSpectrum, IReadOnlyList<LayerEvidence> Layers)
{
    /// <summary>The layers between input and output.</summary>
    public IEnumerable<LayerEvidence> Hidden => Layers.Take(Layers.Count - 1);

    /// <summary>The output layer.</summary>
    public LayerEvidence Output => Layers[^1];
}
