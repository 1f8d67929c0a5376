using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Activations;

/// <summary>tanh z; its slope is 1 − y². As PyTorch's <c>nn.Tanh</c>.</summary>
internal sealed class HyperbolicTangent() : ElementwiseActivation<HyperbolicTangent.Function>(new Function())
{
    /// <inheritdoc/>
    public override SaturationRule? Saturation { get; } = SaturationRule.Bounded(-1, 1);

    /// <summary>The function.</summary>
    internal readonly struct Function : IElementFunction
    {
        /// <inheritdoc/>
        public static bool SlopeNeedsSums => false;

        /// <inheritdoc/>
        public T Value<L, T>(T z)
            where L : struct, ILanes<T>
            where T : struct => Transcendental.HyperbolicTangent<L, T>(z);

        /// <inheritdoc/>
        public T Backward<L, T>(T at, T gradient)
            where L : struct, ILanes<T>
            where T : struct => L.Multiply(gradient, L.MultiplyAdd(L.Subtract(L.All(0f), at), at, L.All(1f)));
    }
}
