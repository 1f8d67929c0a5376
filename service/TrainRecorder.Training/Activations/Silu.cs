using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Activations;

/// <summary>z σ(z), with σ the sigmoid; its slope is σ (1 + z (1 − σ)). As PyTorch's <c>nn.SiLU</c> (Elfwing et al. 2017, arXiv 1702.03118).</summary>
internal sealed class Silu() : ElementwiseActivation<Silu.Function>(new Function())
{
    /// <inheritdoc/>
    public override SaturationRule? Saturation => FlatWhereSlopeIsSmall(largestSlope: 1.0998393f);

    /// <summary>The function.</summary>
    internal readonly struct Function : IElementFunction
    {
        /// <inheritdoc/>
        public static bool SlopeNeedsSums => true;

        /// <inheritdoc/>
        public T Value<L, T>(T z)
            where L : struct, ILanes<T>
            where T : struct => L.Multiply(z, Transcendental.Sigmoid<L, T>(z));

        /// <inheritdoc/>
        public T Backward<L, T>(T at, T gradient)
            where L : struct, ILanes<T>
            where T : struct
        {
            var sigmoid = Transcendental.Sigmoid<L, T>(at);
            var rest = L.MultiplyAdd(at, L.Subtract(L.All(1f), sigmoid), L.All(1f));
            return L.Multiply(gradient, L.Multiply(sigmoid, rest));
        }
    }
}
