using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Layers.Pooling;

/// <summary>The largest value; NaN if there is one. The gradient goes to the first place that has it.</summary>
internal readonly unsafe struct MaxPool : IPool
{
    /// <inheritdoc/>
    public static void Forward(PooledWindow window) => Elementwise.Run(new ForwardLoop(window));

    /// <inheritdoc/>
    public static void Backward(PooledWindow window, float* gradient, float* inputGradient, int stride) =>
        Elementwise.Run(new BackwardLoop(window, gradient, inputGradient, stride));

    private readonly struct ForwardLoop(PooledWindow window) : IVectorLoop
    {
        public void Run<L, T>()
            where L : struct, ILanes<T>
            where T : struct
        {
            for (var j = 0; j < window.Columns; j += L.Width)
            {
                var largest = L.Load(window.Row(0) + j);
                for (var i = 1; i < window.Count; i++)
                {
                    var value = L.Load(window.Row(i) + j);
                    largest = L.Select(L.LessThan(largest, value), value, L.Select(Ordered<L, T>(value), largest, value));
                }
                L.Store(largest, window.Output + j);
            }
        }

        // NaN is neither below infinity nor above minus infinity.
        private static T Ordered<L, T>(T value)
            where L : struct, ILanes<T>
            where T : struct
        {
            var belowInfinity = L.LessThan(value, L.All(float.PositiveInfinity));
            return L.Select(belowInfinity, belowInfinity, L.LessThan(L.All(float.NegativeInfinity), value));
        }
    }

    private readonly struct BackwardLoop(PooledWindow window, float* gradient, float* inputGradient, int stride) : IVectorLoop
    {
        public void Run<L, T>()
            where L : struct, ILanes<T>
            where T : struct
        {
            for (var j = 0; j < window.Columns; j += L.Width)
            {
                var largest = L.Load(window.Output + j);
                var left = L.Load(gradient + j);
                for (var i = 0; i < window.Count; i++)
                {
                    var smaller = L.LessThan(L.Load(window.Row(i) + j), largest);
                    var to = window.Row(inputGradient, stride, i) + j;
                    L.Store(L.Add(L.Load(to), L.Select(smaller, L.All(0f), left)), to);
                    left = L.Select(smaller, left, L.All(0f));
                }
            }
        }
    }
}
