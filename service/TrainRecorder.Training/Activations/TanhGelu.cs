using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Activations;

/// <summary>GELU by a tanh: ½ z (1 + tanh u) with u = √(2/π) (z + 0.044715 z³). As PyTorch's <c>nn.GELU</c> with <c>approximate='tanh'</c>.</summary>
internal sealed class TanhGelu() : ElementwiseActivation<TanhGelu.Function>(new Function())
{
    private const float RootOfTwoOverPi = 0.797884561f;
    private const float Cubic = 0.044715f;

    /// <inheritdoc/>
    public override SaturationRule? Saturation => FlatWhereSlopeIsSmall(largestSlope: 1.1289931f);

    /// <summary>The function.</summary>
    internal readonly struct Function : IElementFunction
    {
        /// <inheritdoc/>
        public static bool SlopeNeedsSums => true;

        /// <inheritdoc/>
        public T Value<L, T>(T z)
            where L : struct, ILanes<T>
            where T : struct => L.Multiply(L.Multiply(z, L.All(0.5f)), L.Add(Tanh<L, T>(z), L.All(1f)));

        /// <inheritdoc/>
        public T Backward<L, T>(T at, T gradient)
            where L : struct, ILanes<T>
            where T : struct
        {
            // ½ (1 + t) + ½ z (1 − t²) u′ with u′ = √(2/π) (1 + 3 · 0.044715 z²).
            var tanh = Tanh<L, T>(at);
            var inner = L.MultiplyAdd(L.Multiply(at, at), L.All(3 * RootOfTwoOverPi * Cubic), L.All(RootOfTwoOverPi));
            var rest = L.MultiplyAdd(L.Subtract(L.All(0f), tanh), tanh, L.All(1f));
            var slope = L.MultiplyAdd(L.Multiply(at, rest), inner, L.Add(tanh, L.All(1f)));
            return L.Multiply(gradient, L.Multiply(slope, L.All(0.5f)));
        }

        private static T Tanh<L, T>(T z)
            where L : struct, ILanes<T>
            where T : struct
        {
            var inner = L.MultiplyAdd(L.Multiply(z, z), L.All(RootOfTwoOverPi * Cubic), L.All(RootOfTwoOverPi));
            return Transcendental.HyperbolicTangent<L, T>(L.Multiply(z, inner));
        }
    }
}
