using System.Runtime.Intrinsics;
using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Activations;

/// <summary>A function of one value, with its parameters.</summary>
internal interface IElementFunction
{
    /// <summary>The slope is taken from z; otherwise from y.</summary>
    static abstract bool SlopeNeedsSums { get; }

    /// <summary>f(z).</summary>
    T Value<L, T>(T z)
        where L : struct, ILanes<T>
        where T : struct;

    /// <summary>gradient · f′(z).</summary>
    /// <param name="at">z if <see cref="SlopeNeedsSums"/>, else y = f(z).</param>
    /// <param name="gradient">By y.</param>
    T Backward<L, T>(T at, T gradient)
        where L : struct, ILanes<T>
        where T : struct;
}

/// <summary>Applies a function to every value.</summary>
/// <param name="function">The function.</param>
internal abstract unsafe class ElementwiseActivation<TFunction>(TFunction function) : Activation
    where TFunction : struct, IElementFunction
{
    /// <inheritdoc/>
    public override bool KeepsSums => TFunction.SlopeNeedsSums;

    /// <inheritdoc/>
    public override void Forward(Matrix sums, float* bias, Matrix output, int firstRow, int rows, int columns) =>
        Elementwise.Run(new ForwardLoop(function, sums, bias, output, firstRow, rows, columns));

    /// <inheritdoc/>
    public override void Backward(Matrix sums, Matrix output, Matrix gradient, int firstRow, int rows, int columns) =>
        Elementwise.Run(new BackwardLoop(function, TFunction.SlopeNeedsSums ? sums : output, gradient, firstRow, rows, columns));

    /// <summary>Flat where |slope| is below 5.9 % of the largest slope.</summary>
    protected SaturationRule FlatWhereSlopeIsSmall(float largestSlope) => new FlatnessRule(function, largestSlope);

    private readonly struct ForwardLoop(TFunction function, Matrix sums, float* bias, Matrix output, int firstRow, int rows, int columns) : IVectorLoop
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
                var shift = L.All(bias == null ? 0f : bias[i]);
                for (var j = 0; j < columns; j += L.Width)
                {
                    var value = L.Add(L.Load(z + j), shift);
                    if (keepSums) L.Store(value, z + j);
                    L.Store(function.Value<L, T>(value), y + j);
                }
            }
        }
    }

    private readonly struct BackwardLoop(TFunction function, Matrix at, Matrix gradient, int firstRow, int rows, int columns) : IVectorLoop
    {
        public void Run<L, T>()
            where L : struct, ILanes<T>
            where T : struct
        {
            for (var i = firstRow; i < firstRow + rows; i++)
            {
                var from = at.Pointer + ((nint)i * at.Stride);
                var g = gradient.Pointer + ((nint)i * gradient.Stride);
                for (var j = 0; j < columns; j += L.Width) L.Store(function.Backward<L, T>(L.Load(from + j), L.Load(g + j)), g + j);
            }
        }
    }

    private sealed class FlatnessRule(TFunction function, float largestSlope) : SaturationRule
    {
        /// <summary>Share of the largest slope below which a function is flat.</summary>
        private const float FlatBelow = 0.059f;

        public override bool OfSums => TFunction.SlopeNeedsSums;

        public override bool IsFlatness => true;

        // The gradient at a NaN is what its comparisons with the ends happen to give; it is nowhere, and so not in the flat part.
        public override double Of(float value) => !float.IsNaN(value) && MathF.Abs(function.Backward<Lanes1, float>(value, 1f)) < FlatBelow * largestSlope ? 1 : 0;

        public override void Add(ReadOnlySpan<float> values, Span<double> saturation, Span<double> saturated)
        {
            var i = 0;
            for (; i + 8 <= values.Length; i += 8)
            {
                var eight = Vector256.Create(values[i..]);
                var slopes = function.Backward<Lanes256, Vector256<float>>(eight, Vector256<float>.One);
                var flat = Vector256.LessThan(Vector256.Abs(slopes), Vector256.Create(FlatBelow * largestSlope)) & Vector256.Equals(eight, eight);
                var (low, high) = Vector256.Widen(flat.AsInt32());
                Add(saturation[i..], low, high);
                Add(saturated[i..], low, high);
            }
            for (; i < values.Length; i++)
            {
                var of = Of(values[i]);
                saturation[i] += of;
                saturated[i] += of;
            }
        }

        private static void Add(Span<double> sums, Vector256<long> low, Vector256<long> high)
        {
            (Vector256.Create((ReadOnlySpan<double>)sums) + (low.AsDouble() & Vector256<double>.One)).CopyTo(sums);
            (Vector256.Create((ReadOnlySpan<double>)sums[4..]) + (high.AsDouble() & Vector256<double>.One)).CopyTo(sums[4..]);
        }
    }
}
