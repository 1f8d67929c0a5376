using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Randomness;

namespace TrainRecorder.Training.Initializers;

/// <summary>
/// Rows at right angles to each other, or columns where there are fewer of them, each of length <paramref name="gain"/> (Saxe
/// et al. 2013, arXiv 1312.6120), as PyTorch's <c>nn.init.orthogonal_</c>; axes after the first count as one.
/// </summary>
/// <remarks>
/// Standard normal vectors, each freed of its share in those before it (Gram and Schmidt, in the modified order, twice over: enough
/// for doubles, Giraud et al. 2005, doi 10.1007/s00211-005-0615-4). That is distributed as the Q of PyTorch's QR with a positive diagonal.
/// </remarks>
internal sealed class OrthogonalInitializer(double gain) : ValueInitializer
{
    /// <inheritdoc/>
    public override void Fill(Tensor tensor, RandomStream random)
    {
        var value = tensor.Value;
        var down = value.Rows > value.Columns;
        var (vectors, length) = down ? (value.Columns, value.Rows) : (value.Rows, value.Columns);
        var basis = new double[vectors][];
        for (var i = 0; i < vectors; i++)
        {
            basis[i] = new double[length];
            foreach (ref var x in basis[i].AsSpan()) x = random.NextGaussian();
            for (var pass = 0; pass < 2; pass++)
            {
                for (var j = 0; j < i; j++) Subtract(basis[i], basis[j], Dot(basis[i], basis[j]));
            }
            var scale = 1 / Math.Sqrt(Dot(basis[i], basis[i]));
            foreach (ref var x in basis[i].AsSpan()) x *= scale;
        }
        for (var row = 0; row < value.Rows; row++)
        {
            var destination = value.Row(row);
            for (var column = 0; column < destination.Length; column++)
                destination[column] = (float)(gain * (down ? basis[column][row] : basis[row][column]));
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        // Four sums in a fixed order: the same bits everywhere.
        double first = 0, second = 0, third = 0, fourth = 0;
        var i = 0;
        for (; i + 4 <= a.Length; i += 4)
        {
            first = Math.FusedMultiplyAdd(a[i], b[i], first);
            second = Math.FusedMultiplyAdd(a[i + 1], b[i + 1], second);
            third = Math.FusedMultiplyAdd(a[i + 2], b[i + 2], third);
            fourth = Math.FusedMultiplyAdd(a[i + 3], b[i + 3], fourth);
        }
        for (; i < a.Length; i++) first = Math.FusedMultiplyAdd(a[i], b[i], first);
        return (first + second) + (third + fourth);
    }

    private static void Subtract(double[] from, double[] other, double times)
    {
        for (var i = 0; i < from.Length; i++) from[i] = Math.FusedMultiplyAdd(-times, other[i], from[i]);
    }
}
