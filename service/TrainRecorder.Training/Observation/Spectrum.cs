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
        var centred = Centred(activation, units, samples, used);
        if (centred is null) return new Spectrum(double.NaN, double.NaN);
        var size = Math.Min(used, units);
        var eigenvalues = SymmetricEigenvalues.Of(Gram(centred, used, units), size);
        Array.Sort(eigenvalues);
        Array.Reverse(eigenvalues);
        return Of(eigenvalues, units);
    }

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

    private static double[]? Centred(ReadOnlySpan<float> activation, int units, int samples, int used)
    {
        var centred = new double[used * units];
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
        foreach (var mean in means)
        {
            if (!double.IsFinite(mean)) return null;
        }
        for (var i = 0; i < centred.Length; i++) centred[i] -= means[i % units] / used;
        return centred;
    }

    /// <summary>The products of rows or of columns, whichever are fewer: their eigenvalues other than 0 are the same.</summary>
    private static double[] Gram(double[] centred, int samples, int units)
    {
        if (samples > units)
        {
            var turned = new double[centred.Length];
            for (var i = 0; i < samples; i++)
            {
                for (var j = 0; j < units; j++) turned[(j * samples) + i] = centred[(i * units) + j];
            }
            (centred, samples, units) = (turned, units, samples);
        }
        var gram = new double[samples * samples];
        for (var i = 0; i < samples; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var product = DoubleVectors.Dot(centred.AsSpan(i * units, units), centred.AsSpan(j * units, units));
                gram[(i * samples) + j] = gram[(j * samples) + i] = product;
            }
        }
        return gram;
    }
}
