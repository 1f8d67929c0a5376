using TrainRecorder.Recording;
using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Epochs;
using TrainRecorder.Training.Networks;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Observation;

/// <summary>
/// What rides with a row to the writer's thread: the state after its epoch and what is needed to finish the row. Made
/// once for each row that the writer has, and used again with it.
/// </summary>
internal sealed class EpochSnapshot
{
    private readonly float[][] _spares;
    private readonly int _trainingMemories;

    /// <param name="columns">Where the row's values go.</param>
    /// <param name="network">The network.</param>
    /// <param name="probeSamples">Samples of the probe.</param>
    /// <param name="training">Of the size of the training part.</param>
    /// <param name="validation">Of the size of the validation part.</param>
    /// <param name="memories">What schedule and early stopping keep from epoch to epoch.</param>
    /// <param name="diagnosis">And what diagnostics keep.</param>
    public EpochSnapshot(
        RunColumns columns, FeedForwardNetwork network, int probeSamples, EpochOutcome training, EpochOutcome validation,
        IReadOnlyList<double[]> memories, IReadOnlyList<double[]> diagnosis)
    {
        _spares = [.. columns.SpareLengths.Select(length => new float[length])];
        _trainingMemories = memories.Count;
        Memories = [.. memories.Concat(diagnosis).Select(memory => new double[memory.Length])];
        Columns = columns;
        Training = training;
        Validation = validation;
        Kept = [.. network.Tensors.Select(tensor => tensor.Kept.Select(matrix => new float[matrix.Length]).ToArray())];
        Sums = [.. network.Layers.Select(layer => layer.Activation.Saturation is { OfSums: true } ? new float[probeSamples * layer.Values] : null)];
        UpdateRatios = new double[network.Parameters.Count];
    }

    /// <summary>Where the row's values go.</summary>
    public RunColumns Columns { get; }

    /// <summary>Predictions and loss over the training part, from the epoch's own batches.</summary>
    public EpochOutcome Training { get; }

    /// <summary>Predictions and loss over the validation part.</summary>
    public EpochOutcome Validation { get; }

    /// <summary>Of each layer whose saturation is measured from them: the sums before the activation, <c>[probe, values]</c>.</summary>
    public float[]?[] Sums { get; }

    /// <summary>Of each tensor what is kept with it, padding included. Its values are in the row.</summary>
    public float[][][] Kept { get; }

    /// <summary>What schedule, early stopping and, once the row is finished, diagnostics know after the epoch.</summary>
    public IReadOnlyList<double[]> Memories { get; }

    /// <summary>‖ΔW‖ / ‖W‖ of each parameter at the last step.</summary>
    public double[] UpdateRatios { get; }

    /// <summary>The learning rate of the last step.</summary>
    public double LearningRate { get; set; }

    /// <summary>The norm of the gradient at the last step.</summary>
    public double GradientNorm { get; set; }

    /// <summary>The best epoch so far, where early stopping asks for it.</summary>
    public int BestEpoch { get; set; }

    /// <summary>There are gradients: the epoch was trained.</summary>
    public bool HasGradients { get; set; }

    /// <summary>Why training ends with this epoch, though the job has more; null if it goes on.</summary>
    public EarlyEnd? End { get; set; }

    /// <summary>Effective dimension and rank are due.</summary>
    public bool Spectrum { get; set; }

    /// <summary>The values of a tensor of the row. Marks its column, if it has one, as recorded.</summary>
    public Span<float> Floats(EpochRow row, TensorPlace place) => place.Column is { } column ? row.Floats(column) : _spares[place.Spare];

    /// <summary>Copies what schedule and early stopping know after the epoch.</summary>
    public void TakeTraining(IReadOnlyList<double[]> memories)
    {
        for (var i = 0; i < memories.Count; i++) memories[i].CopyTo(Memories[i], 0);
    }

    /// <summary>Copies what diagnostics know after the epoch.</summary>
    public void TakeDiagnosis(IReadOnlyList<double[]> memories)
    {
        for (var i = 0; i < memories.Count; i++) memories[i].CopyTo(Memories[_trainingMemories + i], 0);
    }

    /// <summary>The matrices that make the state of a tensor, in their order.</summary>
    public static IEnumerable<Matrix> TensorsOf(Tensor tensor) => [tensor.Value, .. tensor.Kept];
}
