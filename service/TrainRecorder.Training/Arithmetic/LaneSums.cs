using TrainRecorder.Training.Arithmetic.Lanes;

namespace TrainRecorder.Training.Arithmetic;

/// <summary>A value for each row and column of matrices.</summary>
internal interface ITerm
{
    /// <summary>The values of a row, from a column on.</summary>
    T At<L, T>(int row, int column)
        where L : struct, ILanes<T>
        where T : struct;
}

/// <summary>
/// Sums over rows of matrices [values, samples] in an order that depends on nothing but their size: sixteen partial sums of
/// floats, every sixteenth column each, over 32 rows; then these, in order, in doubles.
/// </summary>
internal static unsafe class LaneSums
{
    /// <summary>Partial sums: a vector of 512 bits.</summary>
    public const int Lanes = Padding.Multiple;

    private const int RowBlock = 32;

    /// <summary>The sum of a term over some rows and the columns of all samples.</summary>
    public static double Sum<TTerm>(TTerm term, int firstRow, int rows, int samples)
        where TTerm : struct, ITerm
    {
        var lanes = stackalloc float[Lanes];
        var sum = 0.0;
        for (var first = 0; first < rows; first += RowBlock)
        {
            new Span<float>(lanes, Lanes).Clear();
            Elementwise.Run(new SumLoop<TTerm>(term, firstRow + first, Math.Min(RowBlock, rows - first), samples, lanes));
            sum += Total(lanes);
        }
        return sum;
    }

    /// <summary>The sum of the partial sums, in order.</summary>
    public static double Total(float* lanes)
    {
        var sum = 0.0;
        for (var i = 0; i < Lanes; i++) sum += lanes[i];
        return sum;
    }

    private readonly struct SumLoop<TTerm>(TTerm term, int firstRow, int rows, int samples, float* lanes) : IVectorLoop
        where TTerm : struct, ITerm
    {
        public void Run<L, T>()
            where L : struct, ILanes<T>
            where T : struct
        {
            var whole = samples & ~(Lanes - 1);
            for (var lane = 0; lane < Lanes; lane += L.Width)
            {
                var sum = L.Load(lanes + lane);
                for (var i = firstRow; i < firstRow + rows; i++)
                {
                    for (var j = lane; j < whole; j += Lanes) sum = L.Add(sum, term.At<L, T>(i, j));
                    if (whole + lane >= samples) continue;
                    L.Store(sum, lanes + lane);
                    for (var j = whole + lane; j < Math.Min(samples, whole + lane + L.Width); j++) lanes[j - whole] += term.At<Lanes1, float>(i, j);
                    sum = L.Load(lanes + lane);
                }
                L.Store(sum, lanes + lane);
            }
        }
    }
}
