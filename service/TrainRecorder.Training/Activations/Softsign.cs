using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Activations;

/// <summary>z / (1 + |z|); its slope is 1 / (1 + |z|)² = (1 − |y|)². As PyTorch's <c>nn.Softsign</c>.</summary>
internal sealed class Softsign() : ElementwiseActivation<Softsign.Function>(new Function())
{
    /// <inheritdoc/>
    public override SaturationRule? Saturation { get; } = SaturationRule.Bounded(-1, 1);

    /// <summary>The function.</summary>
    internal readonly struct Function : IElementFunction
    {
        /// <inheritdoc/>
        public static bool SlopeNeedsSums => true;

        /// <inheritdoc/>
        public T Value<L, T>(T z)
            where L : struct, ILanes<T>
            where T : struct => L.Divide(z, L.Add(L.All(1f), L.Absolute(z)));

        /// <inheritdoc/>
        public T Backward<L, T>(T at, T gradient)
            where L : struct, ILanes<T>
            where T : struct
        {
            var divisor = L.Add(L.All(1f), L.Absolute(at));
            return L.Divide(gradient, L.Multiply(divisor, divisor));
        }
    }
}
