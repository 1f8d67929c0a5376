namespace TrainRecorder.Scene.Figures.Weights;

/// <summary>How many finite values fall into each of some bins of equal width.</summary>
/// <remarks>The last bin includes its upper end.</remarks>
internal sealed class Histogram
{
    private readonly long[] _counts;

    /// <param name="low">The lower end of the first bin.</param>
    /// <param name="high">The upper end of the last bin, above <paramref name="low"/>.</param>
    /// <param name="bins">At least 1.</param>
    public Histogram(double low, double high, int bins)
    {
        (Low, High, _counts) = (low, high, new long[bins]);
    }

    public double Low { get; }

    public double High { get; }

    /// <summary>Values of each bin.</summary>
    public IReadOnlyList<long> Counts => _counts;

    /// <summary>Values in all bins.</summary>
    public long Count { get; private set; }

    /// <summary>The middle of a bin.</summary>
    public double Middle(int bin) => Low + (bin + 0.5) / _counts.Length * (High - Low);

    /// <summary>Counts values; those that are not finite, or outside, are left out.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (!(value >= Low && value <= High))
                continue;
            _counts[Math.Min((int)((value - Low) / (High - Low) * _counts.Length), _counts.Length - 1)]++;
            Count++;
        }
    }

    /// <summary>The middle of the bin in which a share of all values is reached.</summary>
    /// <param name="share">In [0, 1]; there is at least one value.</param>
    public double Quantile(double share)
    {
        long wanted = Math.Max(1, (long)Math.Ceiling(share * Count)), sum = 0;
        int bin = 0;
        while ((sum += _counts[bin]) < wanted)
            bin++;
        return Middle(bin);
    }

    /// <summary>A smooth density: a Gaussian around every value, of the width of Silverman's rule of thumb (1986, eq. 3.31), but at least a bin.</summary>
    /// <param name="points">Where it is wanted.</param>
    /// <returns>Of each point; the area below the curve is 1. All 0 if there is no value.</returns>
    public double[] Density(IReadOnlyList<double> points)
    {
        double[] density = new double[points.Count];
        if (Count == 0)
            return density;
        double width = Bandwidth();
        for (int index = 0; index < density.Length; index++)
        {
            int first = BinOf(points[index] - 5 * width), last = BinOf(points[index] + 5 * width);
            double sum = 0;
            for (int bin = first; bin <= last; bin++)
            {
                if (_counts[bin] == 0)
                    continue;
                double distance = (points[index] - Middle(bin)) / width;
                sum += _counts[bin] * Math.Exp(-0.5 * distance * distance);
            }
            density[index] = sum / (Count * width * Math.Sqrt(2 * Math.PI));
        }
        return density;
    }

    private double Bandwidth()
    {
        double mean = 0, squares = 0;
        for (int bin = 0; bin < _counts.Length; bin++)
            mean += _counts[bin] * Middle(bin) / Count;
        for (int bin = 0; bin < _counts.Length; bin++)
            squares += _counts[bin] * Math.Pow(Middle(bin) - mean, 2) / Count;
        double deviation = Math.Sqrt(squares), quartiles = (Quantile(0.75) - Quantile(0.25)) / 1.34;
        double spread = quartiles > 0 ? Math.Min(deviation, quartiles) : deviation;
        return Math.Max(0.9 * spread * Math.Pow(Count, -0.2), (High - Low) / _counts.Length);
    }

    private int BinOf(double value) => Math.Clamp((int)((value - Low) / (High - Low) * _counts.Length), 0, _counts.Length - 1);
}
