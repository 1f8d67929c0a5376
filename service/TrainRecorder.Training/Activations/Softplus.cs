using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Activations;

/// <summary>ln(1 + e^(beta z)) / beta, and z itself where beta z is above the threshold; its slope is the sigmoid of beta z, or 1. As PyTorch's <c>nn.Softplus</c>.</summary>
internal sealed class Softplus(float beta, float threshold) : ElementwiseActivation<Softplus.Function>(new Function(beta, threshold))
{
    /// <inheritdoc/>
    public override SaturationRule? Saturation => FlatWhereSlopeIsSmall(largestSlope: 1f);

    /// <summary>The function.</summary>
    internal readonly struct Function(float beta, float threshold) : IElementFunction
    {
        /// <inheritdoc/>
        public static bool SlopeNeedsSums => true;

        /// <inheritdoc/>
        public T Value<L, T>(T z)
            where L : struct, ILanes<T>
            where T : struct
        {
            // ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|).
            var x = L.Multiply(z, L.All(beta));
            var small = Transcendental.LogarithmOfOnePlus<L, T>(Transcendental.Exponential<L, T>(L.Subtract(L.All(0f), L.Absolute(x))));
            var positive = L.Select(L.LessThan(x, L.All(0f)), L.All(0f), x);
            return L.Select(L.LessThan(L.All(threshold), x), z, L.Divide(L.Add(positive, small), L.All(beta)));
        }

        /// <inheritdoc/>
        public T Backward<L, T>(T at, T gradient)
            where L : struct, ILanes<T>
            where T : struct
        {
            var x = L.Multiply(at, L.All(beta));
            return L.Select(L.LessThan(L.All(threshold), x), gradient, L.Multiply(gradient, Transcendental.Sigmoid<L, T>(x)));
        }
    }
}
