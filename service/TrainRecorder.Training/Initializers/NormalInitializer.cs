using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Randomness;

namespace TrainRecorder.Training.Initializers;

/// <summary>Normal, as PyTorch's <c>nn.init.normal_</c>.</summary>
internal sealed class NormalInitializer(double mean, double deviation) : ValueInitializer
{
    /// <inheritdoc/>
    public override void Fill(Tensor tensor, RandomStream random)
    {
        for (var i = 0; i < tensor.Value.Rows; i++)
        {
            foreach (ref var value in tensor.Value.Row(i)) value = (float)(mean + (deviation * random.NextGaussian()));
        }
    }
}
