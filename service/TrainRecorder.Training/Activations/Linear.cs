using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Activations;

/// <summary>The value itself.</summary>
internal sealed class Linear : ElementwiseActivation<Linear.Function>
{
    /// <inheritdoc/>
    public override string Name => "linear";

    /// <summary>The function.</summary>
    internal readonly struct Function : IElementFunction
    {
        /// <inheritdoc/>
        public static T Value<L, T>(T z)
            where L : struct, ILanes<T>
            where T : struct => z;

        /// <inheritdoc/>
        public static T Backward<L, T>(T y, T gradient)
            where L : struct, ILanes<T>
            where T : struct => gradient;
    }
}
