using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Randomness;

namespace TrainRecorder.Training.Initializers;

/// <summary>One value, as PyTorch's <c>nn.init.constant_</c>.</summary>
internal sealed class ConstantInitializer(double constant) : ValueInitializer
{
    /// <inheritdoc/>
    public override void Fill(Tensor tensor, RandomStream random)
    {
        for (var i = 0; i < tensor.Value.Rows; i++) tensor.Value.Row(i).Fill((float)constant);
    }
}
