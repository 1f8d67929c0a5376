using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Activations;

/// <summary>A function of one value.</summary>
internal interface IElementFunction
{
    /// <summary>f(z).</summary>
    static abstract T Value<L, T>(T z)
        where L : struct, ILanes<T>
        where T : struct;

    /// <summary>gradient · f′(z), given y = f(z).</summary>
    static abstract T Backward<L, T>(T y, T gradient)
        where L : struct, ILanes<T>
        where T : struct;
}

/// <summary>Applies a function to every value.</summary>
internal abstract unsafe class ElementwiseActivation<TFunction> : Activation
    where TFunction : struct, IElementFunction
{
    /// <inheritdoc/>
    public override void Forward(Matrix sums, float* bias, Matrix output, int firstRow, int rows, int columns) =>
        Elementwise.Run(new ForwardLoop(sums, bias, output, firstRow, rows, columns));

    /// <inheritdoc/>
    public override void Backward(Matrix output, Matrix gradient, int firstRow, int rows, int columns) =>
        Elementwise.Run(new BackwardLoop(output, gradient, firstRow, rows, columns));

    private readonly struct ForwardLoop(Matrix sums, float* bias, Matrix output, int firstRow, int rows, int columns) : IVectorLoop
    {
        public void Run<L, T>()
            where L : struct, ILanes<T>
            where T : struct
        {
            var keepSums = sums != output;
            for (var i = firstRow; i < firstRow + rows; i++)
            {
                var z = sums.Pointer + ((nint)i * sums.Stride);
                var y = output.Pointer + ((nint)i * output.Stride);
                var shift = L.All(bias[i]);
                for (var j = 0; j < columns; j += L.Width)
                {
                    var value = L.Add(L.Load(z + j), shift);
                    if (keepSums) L.Store(value, z + j);
                    L.Store(TFunction.Value<L, T>(value), y + j);
                }
            }
        }
    }

    private readonly struct BackwardLoop(Matrix output, Matrix gradient, int firstRow, int rows, int columns) : IVectorLoop
    {
        public void Run<L, T>()
            where L : struct, ILanes<T>
            where T : struct
        {
            for (var i = firstRow; i < firstRow + rows; i++)
            {
                var y = output.Pointer + ((nint)i * output.Stride);
                var g = gradient.Pointer + ((nint)i * gradient.Stride);
                for (var j = 0; j < columns; j += L.Width) L.Store(TFunction.Backward<L, T>(L.Load(y + j), L.Load(g + j)), g + j);
            }
        }
    }
}
