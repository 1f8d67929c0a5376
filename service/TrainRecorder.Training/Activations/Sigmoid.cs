using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Activations;

/// <summary>1 / (1 + e^−z); its slope is y (1 − y). As PyTorch's <c>nn.Sigmoid</c>.</summary>
internal sealed class Sigmoid() : ElementwiseActivation<Sigmoid.Function>(new Function())
{
    /// <inheritdoc/>
    public override SaturationRule? Saturation { get; } = SaturationRule.Bounded(0, 1);

    /// <summary>Binary cross entropy works on the logits.</summary>
    public override bool KeepsSums => true;

    /// <summary>The function.</summary>
    internal readonly struct Function : IElementFunction
    {
        /// <inheritdoc/>
        public static bool SlopeNeedsSums => false;

        /// <inheritdoc/>
        public T Value<L, T>(T z)
            where L : struct, ILanes<T>
            where T : struct => Transcendental.Sigmoid<L, T>(z);

        /// <inheritdoc/>
        public T Backward<L, T>(T at, T gradient)
            where L : struct, ILanes<T>
            where T : struct => L.Multiply(gradient, L.Multiply(at, L.Subtract(L.All(1f), at)));
    }
}
