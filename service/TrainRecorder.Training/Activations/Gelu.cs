using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Activations;

/// <summary>z Φ(z), with Φ the probability of a standard normal number below z; its slope is Φ + z φ. As PyTorch's <c>nn.GELU</c> (Hendrycks and Gimpel 2016, arXiv 1606.08415).</summary>
internal sealed class Gelu() : ElementwiseActivation<Gelu.Function>(new Function())
{
    /// <inheritdoc/>
    public override SaturationRule? Saturation => FlatWhereSlopeIsSmall(largestSlope: 1.1289041f);

    /// <summary>The function.</summary>
    internal readonly struct Function : IElementFunction
    {
        /// <inheritdoc/>
        public static bool SlopeNeedsSums => true;

        /// <inheritdoc/>
        public T Value<L, T>(T z)
            where L : struct, ILanes<T>
            where T : struct => L.Multiply(z, Transcendental.Normal<L, T>(z).Probability);

        /// <inheritdoc/>
        public T Backward<L, T>(T at, T gradient)
            where L : struct, ILanes<T>
            where T : struct
        {
            var (density, probability) = Transcendental.Normal<L, T>(at);
            return L.Multiply(gradient, L.MultiplyAdd(at, density, probability));
        }
    }
}
