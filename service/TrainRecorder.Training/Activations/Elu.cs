using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Activations;

/// <summary>z above 0, alpha (e^z − 1) elsewhere, alpha above 0; its slope there is y + alpha. As PyTorch's <c>nn.ELU</c> (Clevert et al. 2015, arXiv 1511.07289).</summary>
internal sealed class Elu(float alpha) : ElementwiseActivation<Elu.Function>(new Function(alpha))
{
    /// <inheritdoc/>
    public override SaturationRule? Saturation => FlatWhereSlopeIsSmall(largestSlope: MathF.Max(1f, alpha));

    /// <summary>The function.</summary>
    internal readonly struct Function(float alpha) : IElementFunction
    {
        /// <inheritdoc/>
        public static bool SlopeNeedsSums => false;

        /// <inheritdoc/>
        public T Value<L, T>(T z)
            where L : struct, ILanes<T>
            where T : struct => L.Select(L.LessThan(L.All(0f), z), z, L.Multiply(L.All(alpha), Transcendental.ExponentialMinusOne<L, T>(z)));

        /// <inheritdoc/>
        public T Backward<L, T>(T at, T gradient)
            where L : struct, ILanes<T>
            where T : struct => L.Select(L.LessThan(L.All(0f), at), gradient, L.Multiply(gradient, L.Add(at, L.All(alpha))));
    }
}
