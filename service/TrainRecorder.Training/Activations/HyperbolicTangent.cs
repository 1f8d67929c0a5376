using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Activations;

/// <summary>tanh z; its slope is 1 − y².</summary>
internal sealed class HyperbolicTangent : ElementwiseActivation<HyperbolicTangent.Function>
{
    /// <inheritdoc/>
    public override string Name => "tanh";

    /// <inheritdoc/>
    public override SaturationRule? Saturation => SaturationRule.SymmetricRange;

    /// <summary>The function.</summary>
    internal readonly struct Function : IElementFunction
    {
        /// <inheritdoc/>
        public static T Value<L, T>(T z)
            where L : struct, ILanes<T>
            where T : struct => Transcendental.HyperbolicTangent<L, T>(z);

        /// <inheritdoc/>
        public static T Backward<L, T>(T y, T gradient)
            where L : struct, ILanes<T>
            where T : struct => L.Multiply(gradient, L.MultiplyAdd(L.Subtract(L.All(0f), y), y, L.All(1f)));
    }
}
