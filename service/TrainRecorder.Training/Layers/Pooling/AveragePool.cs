using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Layers.Pooling;

/// <summary>The sum over the window divided by its places, padding included.</summary>
internal readonly unsafe struct AveragePool : IPool
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
                var sum = L.Load(window.Row(0) + j);
                for (var i = 1; i < window.Count; i++) sum = L.Add(sum, L.Load(window.Row(i) + j));
                L.Store(L.Divide(sum, L.All(window.Taps)), window.Output + j);
            }
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
                var share = L.Divide(L.Load(gradient + j), L.All(window.Taps));
                for (var i = 0; i < window.Count; i++)
                {
                    var to = window.Row(inputGradient, stride, i) + j;
                    L.Store(L.Add(L.Load(to), share), to);
                }
            }
        }
    }
}
