using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Activations;

/// <summary>max(0, z); NaN stays NaN. As PyTorch's <c>nn.ReLU</c>.</summary>
internal sealed class Relu() : ElementwiseActivation<Relu.Function>(new Function())
{
    /// <inheritdoc/>
    public override SaturationRule? Saturation => FlatWhereSlopeIsSmall(largestSlope: 1f);

    /// <summary>The function.</summary>
    internal readonly struct Function : IElementFunction
    {
        /// <inheritdoc/>
        public static bool SlopeNeedsSums => false;

        /// <inheritdoc/>
        public T Value<L, T>(T z)
            where L : struct, ILanes<T>
            where T : struct => L.Select(L.LessThan(z, L.All(0f)), L.All(0f), z);

        /// <inheritdoc/>
        public T Backward<L, T>(T at, T gradient)
            where L : struct, ILanes<T>
            where T : struct => L.Select(L.LessThan(L.All(0f), at), gradient, L.All(0f));
    }
}
