using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Activations;

/// <summary>z above 0, slope · z elsewhere. As PyTorch's <c>nn.LeakyReLU</c>.</summary>
internal sealed class LeakyRelu(float slope) : ElementwiseActivation<LeakyRelu.Function>(new Function(slope))
{
    /// <inheritdoc/>
    public override SaturationRule? Saturation => FlatWhereSlopeIsSmall(largestSlope: MathF.Max(1f, MathF.Abs(slope)));

    /// <summary>The function.</summary>
    internal readonly struct Function(float slope) : IElementFunction
    {
        /// <inheritdoc/>
        public static bool SlopeNeedsSums => true;

        /// <inheritdoc/>
        public T Value<L, T>(T z)
            where L : struct, ILanes<T>
            where T : struct => L.Select(L.LessThan(L.All(0f), z), z, L.Multiply(z, L.All(slope)));

        /// <inheritdoc/>
        public T Backward<L, T>(T at, T gradient)
            where L : struct, ILanes<T>
            where T : struct => L.Select(L.LessThan(L.All(0f), at), gradient, L.Multiply(gradient, L.All(slope)));
    }
}
