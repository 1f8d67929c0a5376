using TrainRecorder.Training.Arithmetic;

namespace TrainRecorder.Training.Networks;

/// <summary>A trainable tensor with its gradient and what the optimiser keeps of it.</summary>
/// <param name="path">Its column in the recording: <c>hidden1.weight</c>.</param>
/// <param name="rows">Rows; 1 for a vector.</param>
/// <param name="columns">Columns.</param>
internal sealed class Parameter(string path, int rows, int columns)
{
    /// <summary>Its column in the recording.</summary>
    public string Path { get; } = path;

    /// <summary>Its values.</summary>
    public Matrix Value { get; } = new(rows, columns);

    /// <summary>The gradient of the loss by its values, of the last step.</summary>
    public Matrix Gradient { get; } = new(rows, columns);

    /// <summary>What the optimiser keeps from step to step: a matrix for each of its moments.</summary>
    public Matrix[] Moments { get; set; } = [];
}
