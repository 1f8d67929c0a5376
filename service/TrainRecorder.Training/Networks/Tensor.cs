using TrainRecorder.Training.Arithmetic;

namespace TrainRecorder.Training.Networks;

/// <summary>A tensor of a layer that training changes and a recording holds.</summary>
/// <param name="path">Its column in the recording: <c>hidden1.weight</c>, <c>hidden2.running_mean</c>.</param>
/// <param name="shape">Its shape, PyTorch's.</param>
/// <param name="oneRow">All values are in one row of <see cref="Value"/>; otherwise each index of the first of several axes has a row.</param>
internal class Tensor(string path, IReadOnlyList<int> shape, bool oneRow = false)
{
    /// <summary>Its column in the recording.</summary>
    public string Path { get; } = path;

    /// <summary>Its shape, PyTorch's.</summary>
    public IReadOnlyList<int> Shape { get; } = shape;

    /// <summary>Its values in row-major order of <see cref="Shape"/>, but for the padding at the ends of rows.</summary>
    public Matrix Value { get; } = MatrixOf(shape, oneRow);

    /// <summary>What is kept with it from step to step, besides <see cref="Value"/>: each a matrix of the same size.</summary>
    public virtual IReadOnlyList<Matrix> Kept => [];

    /// <summary>Makes a matrix of the size of <see cref="Value"/>.</summary>
    protected static Matrix MatrixOf(IReadOnlyList<int> shape, bool oneRow)
    {
        var count = shape.Aggregate(1, (product, axis) => checked(product * axis));
        var rows = oneRow || shape.Count == 1 ? 1 : shape[0];
        return new Matrix(rows, count / rows);
    }
}
