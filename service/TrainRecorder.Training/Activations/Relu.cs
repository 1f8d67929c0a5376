using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Activations;

/// <summary>max(0, z); NaN stays NaN.</summary>
internal sealed class Relu : ElementwiseActivation<Relu.Function>
{
    /// <inheritdoc/>
    public override string Name => "relu";

    /// <inheritdoc/>
    public override SaturationRule? Saturation => SaturationRule.FlatAtZero;

    /// <summary>The function.</summary>
    internal readonly struct Function : IElementFunction
    {
        /// <inheritdoc/>
        public static T Value<L, T>(T z)
            where L : struct, ILanes<T>
            where T : struct => L.Select(L.LessThan(z, L.All(0f)), L.All(0f), z);

        /// <inheritdoc/>
        public static T Backward<L, T>(T y, T gradient)
            where L : struct, ILanes<T>
            where T : struct => L.Select(L.LessThan(L.All(0f), y), gradient, L.All(0f));
    }
}
