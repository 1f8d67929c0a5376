using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Activations;

/// <summary>1 / (1 + e^−z); its slope is y (1 − y).</summary>
internal sealed class Sigmoid : ElementwiseActivation<Sigmoid.Function>
{
    /// <inheritdoc/>
    public override string Name => "sigmoid";

    /// <inheritdoc/>
    public override SaturationRule? Saturation => SaturationRule.UnitRange;

    /// <summary>Binary cross entropy works on the logits.</summary>
    public override bool KeepsSums => true;

    /// <summary>The function.</summary>
    internal readonly struct Function : IElementFunction
    {
        /// <inheritdoc/>
        public static T Value<L, T>(T z)
            where L : struct, ILanes<T>
            where T : struct => Transcendental.Sigmoid<L, T>(z);

        /// <inheritdoc/>
        public static T Backward<L, T>(T y, T gradient)
            where L : struct, ILanes<T>
            where T : struct => L.Multiply(gradient, L.Multiply(y, L.Subtract(L.All(1f), y)));
    }
}
