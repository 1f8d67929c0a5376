using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Activations;

/// <summary>z, kept in [low, high]; its slope is 1 within. As PyTorch's <c>nn.Hardtanh</c>.</summary>
internal sealed class HardTanh(float low, float high) : ElementwiseActivation<HardTanh.Function>(new Function(low, high))
{
    /// <inheritdoc/>
    public override SaturationRule? Saturation { get; } = SaturationRule.Bounded(low, high);

    /// <summary>The function.</summary>
    internal readonly struct Function(float low, float high) : IElementFunction
    {
        /// <inheritdoc/>
        public static bool SlopeNeedsSums => false;

        /// <inheritdoc/>
        public T Value<L, T>(T z)
            where L : struct, ILanes<T>
            where T : struct => Clamp.Between<L, T>(z, low, high);

        /// <inheritdoc/>
        public T Backward<L, T>(T at, T gradient)
            where L : struct, ILanes<T>
            where T : struct => L.Select(L.LessThan(L.All(low), at), L.Select(L.LessThan(at, L.All(high)), gradient, L.All(0f)), L.All(0f));
    }
}
