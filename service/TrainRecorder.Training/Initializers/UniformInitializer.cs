using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Randomness;

namespace TrainRecorder.Training.Initializers;

/// <summary>Uniform in [a, b), as PyTorch's <c>nn.init.uniform_</c>.</summary>
internal sealed class UniformInitializer(double a, double b) : ValueInitializer
{
    private readonly double _middle = (a + b) / 2;
    private readonly double _reach = (b - a) / 2;

    /// <summary>Uniform within a bound of 0.</summary>
    public static UniformInitializer Within(double bound) => new(-bound, bound);

    /// <inheritdoc/>
    public override void Fill(Tensor tensor, RandomStream random)
    {
        for (var i = 0; i < tensor.Value.Rows; i++)
        {
            foreach (ref var value in tensor.Value.Row(i)) value = (float)(_middle + (((2 * random.NextUniform()) - 1) * _reach));
        }
    }
}
