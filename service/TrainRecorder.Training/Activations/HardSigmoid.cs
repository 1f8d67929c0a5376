using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Activations;

/// <summary>z / 6 + 1/2, kept in [0, 1]; its slope is 1/6 within. As PyTorch's <c>nn.Hardsigmoid</c>.</summary>
internal sealed class HardSigmoid() : ElementwiseActivation<HardSigmoid.Function>(new Function())
{
    /// <inheritdoc/>
    public override SaturationRule? Saturation { get; } = SaturationRule.Bounded(0, 1);

    /// <summary>The function.</summary>
    internal readonly struct Function : IElementFunction
    {
        /// <inheritdoc/>
        public static bool SlopeNeedsSums => true;

        /// <inheritdoc/>
        public T Value<L, T>(T z)
            where L : struct, ILanes<T>
            where T : struct => L.Divide(Clamp.Between<L, T>(L.Add(z, L.All(3f)), 0f, 6f), L.All(6f));

        /// <inheritdoc/>
        public T Backward<L, T>(T at, T gradient)
            where L : struct, ILanes<T>
            where T : struct
        {
            var within = L.Select(L.LessThan(at, L.All(3f)), L.Divide(gradient, L.All(6f)), L.All(0f));
            return L.Select(L.LessThan(L.All(-3f), at), within, L.All(0f));
        }
    }
}
