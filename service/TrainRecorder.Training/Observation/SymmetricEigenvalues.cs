using TrainRecorder.Training.Arithmetic;

namespace TrainRecorder.Training.Observation;

/// <summary>Eigenvalues of a symmetric matrix: Householder's reduction to a tridiagonal one, then QL steps with Wilkinson's shift (Golub and Van Loan, "Matrix Computations", chapter 8).</summary>
/// <remarks>Addition, multiplication, division and square root in a fixed order only: the same bits everywhere.</remarks>
internal static class SymmetricEigenvalues
{
    private const int MostSteps = 60;

    /// <summary>Works them out, in no particular order.</summary>
    /// <param name="matrix">Row-major, n × n; overwritten.</param>
    /// <param name="n">Its size.</param>
    public static double[] Of(double[] matrix, int n)
    {
        var diagonal = new double[n];
        var beside = new double[n];
        Tridiagonalise(matrix, n, diagonal, beside);
        Diagonalise(diagonal, beside);
        return diagonal;
    }

    private static void Tridiagonalise(double[] a, int n, double[] diagonal, double[] beside)
    {
        var (reflections, products) = (new double[n], new double[n]);
        for (var k = 0; k < n - 2; k++)
        {
            // Of the column below the diagonal, read as the row beside it: the matrix stays symmetric to the last bit.
            var column = a.AsSpan((k * n) + k + 1, n - k - 1);
            var norm = Math.Sqrt(SumOfSquares(column));
            diagonal[k] = a[(k * n) + k];
            beside[k] = column[0] > 0 ? -norm : norm;
            if (norm == 0) continue;
            // The reflection H = I - 2 v v' / v'v sends the column to a multiple of the first unit vector.
            var v = reflections.AsSpan(0, column.Length);
            column.CopyTo(v);
            v[0] -= beside[k];
            var square = SumOfSquares(v);
            if (square == 0) continue;
            var w = products.AsSpan(0, column.Length);
            var rest = a.AsSpan(((k + 1) * n) + k + 1);
            DoubleVectors.Multiply(rest, n, v, w);
            var projection = 0.0;
            for (var i = 0; i < w.Length; i++)
            {
                w[i] = w[i] * 2 / square;
                projection += w[i] * v[i];
            }
            projection /= square;
            for (var i = 0; i < w.Length; i++) w[i] -= projection * v[i];
            for (var i = 0; i < w.Length; i++) DoubleVectors.SubtractTwo(rest.Slice(i * n, w.Length), v[i], w, w[i], v);
        }
        for (var k = Math.Max(0, n - 2); k < n; k++)
        {
            diagonal[k] = a[(k * n) + k];
            if (k < n - 1) beside[k] = a[((k + 1) * n) + k];
        }
    }

    private static double SumOfSquares(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value * value;
        return sum;
    }

    private static void Diagonalise(double[] d, double[] e)
    {
        for (var l = 0; l < d.Length; l++)
        {
            for (var step = 0; step < MostSteps; step++)
            {
                var m = l;
                for (; m < d.Length - 1; m++)
                {
                    var scale = Math.Abs(d[m]) + Math.Abs(d[m + 1]);
                    if (Math.Abs(e[m]) + scale == scale) break;
                }
                if (m == l) break;
                Step(d, e, l, m);
            }
        }
    }

    /// <summary>One implicit QL step on rows l to m.</summary>
    private static void Step(double[] d, double[] e, int l, int m)
    {
        var g = (d[l + 1] - d[l]) / (2 * e[l]);
        var r = Math.Sqrt((g * g) + 1);
        g = d[m] - d[l] + (e[l] / (g + (g < 0 ? -r : r)));
        double sine = 1, cosine = 1, p = 0;
        for (var i = m - 1; i >= l; i--)
        {
            var f = sine * e[i];
            var b = cosine * e[i];
            r = Math.Sqrt((f * f) + (g * g));
            e[i + 1] = r;
            if (r == 0)
            {
                d[i + 1] -= p;
                e[m] = 0;
                return;
            }
            sine = f / r;
            cosine = g / r;
            g = d[i + 1] - p;
            r = ((d[i] - g) * sine) + (2 * cosine * b);
            p = sine * r;
            d[i + 1] = g + p;
            g = (cosine * r) - b;
        }
        d[l] -= p;
        e[l] = g;
        e[m] = 0;
    }
}
