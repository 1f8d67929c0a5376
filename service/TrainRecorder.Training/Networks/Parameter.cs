using TrainRecorder.Training.Arithmetic;

namespace TrainRecorder.Training.Networks;

/// <summary>A trained tensor with its gradient and what the optimiser keeps of it.</summary>
/// <inheritdoc cref="Tensor(string, IReadOnlyList{int}, bool)"/>
internal sealed class Parameter(string path, IReadOnlyList<int> shape, bool oneRow = false) : Tensor(path, shape, oneRow)
{
    /// <summary>A matrix.</summary>
    public Parameter(string path, int rows, int columns)
        : this(path, [rows, columns])
    {
    }

    /// <summary>The gradient of the loss by its values, of the last step.</summary>
    public Matrix Gradient { get; } = MatrixOf(shape, oneRow);

    /// <summary>What the optimiser keeps from step to step: a matrix for each of its moments.</summary>
    public Matrix[] Moments { get; set; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<Matrix> Kept => Moments;
}
