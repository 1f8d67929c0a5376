namespace TrainRecorder.Training.Initializers;

/// <summary>How many values come together in an output, and how many outputs a value goes to, as PyTorch counts them.</summary>
internal static class Fans
{
    /// <summary>Fan in and fan out of a weight <c>[out, in, kernel…]</c>.</summary>
    public static (double In, double Out) Of(IReadOnlyList<int> shape)
    {
        var kernel = shape.Skip(2).Aggregate(1.0, (product, axis) => product * axis);
        return (shape[1] * kernel, shape[0] * kernel);
    }
}
