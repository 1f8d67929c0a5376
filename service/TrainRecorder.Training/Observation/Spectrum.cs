using System.Buffers;
using TrainRecorder.Training.Arithmetic;

namespace TrainRecorder.Training.Observation;

/// <summary>How many directions the activations of a layer use.</summary>
/// <param name="EffectiveDimension">
/// The share of the units' number that the largest eigenvalues of the covariance are which explain 99 % of it (Shenk,
/// Richter et al. 2020, arXiv 2006.08679, "layer saturation"); 0 if nothing varies.
/// </param>
/// <param name="EffectiveRank">
/// e to the entropy of the normalised singular values of the centred activations (Roy and Vetterli 2007); 0 if nothing varies.
/// </param>
internal readonly record struct Spectrum(double EffectiveDimension, double EffectiveRank)
{
    /// <summary>Samples beyond this number are thinned out evenly when there are more units too: the cost grows with the cube.</summary>
    private const int MostSamples = 512;

    private const double Explained = 0.99;

    /// <summary>Works it out from activations <c>[probe, unit]</c>; NaN if one is not finite.</summary>
    public static Spectrum Of(ReadOnlySpan<float> activation, int units)
    {
        var samples = activation.Length / units;
        var used = units > MostSamples ? Math.Min(samples, MostSamples) : samples;
        var size = Math.Min(used, units);
        var (centred, turned, gram) = (Rent(used * units), Rent(used * units), Rent(size * size));
        try
        {
            if (!Centre(activation, units, samples, used, centred.AsSpan(0, used * units))) return new Spectrum(double.NaN, double.NaN);
            if (used > units) Turn(centred, used, units, turned);
            Multiply(used > units ? turned : centred, size, Math.Max(used, units), gram);
            var eigenvalues = SymmetricEigenvalues.Of(gram, size);
            Array.Sort(eigenvalues);
            Array.Reverse(eigenvalues);
            return Of(eigenvalues, units);
        }
        finally
        {
            foreach (var array in (double[][])[centred, turned, gram]) ArrayPool<double>.Shared.Return(array);
        }
    }

    private static double[] Rent(int length) => ArrayPool<double>.Shared.Rent(length);

    private static Spectrum Of(double[] eigenvalues, int units)
    {
        double total = 0, singular = 0;
        foreach (ref var value in eigenvalues.AsSpan())
        {
            value = Math.Max(value, 0);
            total += value;
            singular += Math.Sqrt(value);
        }
        if (total == 0) return default;
        var count = 0;
        for (var sum = 0.0; count < eigenvalues.Length && sum < Explained * total; count++) sum += eigenvalues[count];
        var entropy = 0.0;
        foreach (var value in eigenvalues)
        {
            var share = Math.Sqrt(value) / singular;
            if (share > 0) entropy -= share * DoubleMath.Log(share);
        }
        return new Spectrum((double)count / units, DoubleMath.Exp(entropy));
    }

    /// <summary>Takes the mean of each unit away from its activations.</summary>
    /// <returns>False if one is not finite.</returns>
    private static bool Centre(ReadOnlySpan<float> activation, int units, int samples, int used, Span<double> centred)
    {
        var means = new double[units];
        for (var i = 0; i < used; i++)
        {
            var row = activation.Slice((int)((long)i * samples / used) * units, units);
            for (var j = 0; j < units; j++)
            {
                centred[(i * units) + j] = row[j];
                means[j] += row[j];
            }
        }
        foreach (ref var mean in means.AsSpan())
        {
            if (!double.IsFinite(mean)) return false;
            mean /= used;
        }
        for (var i = 0; i < centred.Length; i += units)
        {
            for (var j = 0; j < units; j++) centred[i + j] -= means[j];
        }
        return true;
    }

    private static void Turn(double[] centred, int samples, int units, double[] turned)
    {
        for (var i = 0; i < samples; i++)
        {
            for (var j = 0; j < units; j++) turned[(j * samples) + i] = centred[(i * units) + j];
        }
    }

    /// <summary>The products of rows, of samples or of units, whichever are fewer: their eigenvalues other than 0 are the same.</summary>
    private static void Multiply(double[] rows, int count, int length, double[] gram)
    {
        for (var i = 0; i < count; i++)
        {
            DoubleVectors.Multiply(rows, length, rows.AsSpan(i * length, length), gram.AsSpan(i * count, i + 1));
            for (var j = 0; j < i; j++) gram[(j * count) + i] = gram[(i * count) + j];
        }
    }
}
