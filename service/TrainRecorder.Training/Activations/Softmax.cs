using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Activations;

/// <summary>e^(z − max) over its sum, for each sample; sums go over the units in order.</summary>
internal sealed unsafe class Softmax : Activation
{
    /// <inheritdoc/>
    public override bool JoinsUnits => true;

    /// <inheritdoc/>
    public override void Forward(Matrix sums, float* bias, Matrix output, int firstRow, int rows, int columns) =>
        Elementwise.Run(new ForwardLoop(sums, bias, output, columns));

    /// <summary>By the softmax's own slopes: g_i ← y_i (g_i − Σ_k g_k y_k).</summary>
    public override void Backward(Matrix sums, Matrix output, Matrix gradient, int firstRow, int rows, int columns) =>
        Elementwise.Run(new BackwardLoop(output, gradient, columns));

    private readonly struct ForwardLoop(Matrix sums, float* bias, Matrix output, int columns) : IVectorLoop
    {
        public void Run<L, T>()
            where L : struct, ILanes<T>
            where T : struct
        {
            for (var j = 0; j < columns; j += L.Width)
            {
                var z = sums.Pointer + j;
                var largest = L.All(float.NegativeInfinity);
                for (var i = 0; i < sums.Rows; i++, z += sums.Stride)
                {
                    var value = L.Add(L.Load(z), L.All(bias == null ? 0f : bias[i]));
                    L.Store(value, z);
                    largest = L.Select(L.LessThan(largest, value), value, largest);
                }
                z = sums.Pointer + j;
                var y = output.Pointer + j;
                var sum = L.All(0f);
                for (var i = 0; i < sums.Rows; i++, z += sums.Stride, y += output.Stride)
                {
                    var value = Transcendental.Exponential<L, T>(L.Subtract(L.Load(z), largest));
                    sum = L.Add(sum, value);
                    L.Store(value, y);
                }
                y = output.Pointer + j;
                for (var i = 0; i < sums.Rows; i++, y += output.Stride) L.Store(L.Divide(L.Load(y), sum), y);
            }
        }
    }

    private readonly struct BackwardLoop(Matrix output, Matrix gradient, int columns) : IVectorLoop
    {
        public void Run<L, T>()
            where L : struct, ILanes<T>
            where T : struct
        {
            for (var j = 0; j < columns; j += L.Width)
            {
                var dot = L.All(0f);
                for (var i = 0; i < output.Rows; i++)
                    dot = L.MultiplyAdd(L.Load(output.Pointer + ((nint)i * output.Stride) + j), L.Load(gradient.Pointer + ((nint)i * gradient.Stride) + j), dot);
                for (var i = 0; i < output.Rows; i++)
                {
                    var g = gradient.Pointer + ((nint)i * gradient.Stride) + j;
                    L.Store(L.Multiply(L.Load(output.Pointer + ((nint)i * output.Stride) + j), L.Subtract(L.Load(g), dot)), g);
                }
            }
        }
    }
}
