namespace TrainRecorder.Training.Arithmetic;

/// <summary>Functions of doubles for initialisers, generators, losses and statistics: the same bits on every machine, errors within about 2 units in the last place.</summary>
internal static class DoubleMath
{
    private const double Ln2High = 0.69314718055994530942;
    private const double Ln2Low = 2.3190468138462996e-17;
    private const double Log2OfE = 1.4426950408889634074;

    /// <summary>e^x; 0 below −708, where it would leave the normal numbers.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x < -708) return 0;
        if (x > 709.78) return double.PositiveInfinity;
        var n = Math.Round(x * Log2OfE);
        var r = Math.FusedMultiplyAdd(-n, Ln2High, x);
        r = Math.FusedMultiplyAdd(-n, Ln2Low, r);
        // The power series to r^14 by Horner's rule: |r| <= ln 2 / 2 leaves less than 10^-19.
        var series = 1.0;
        for (var k = 14; k >= 1; k--) series = Math.FusedMultiplyAdd(series, r / k, 1.0);
        return Math.ScaleB(series, (int)n);
    }

    /// <summary>The natural logarithm.</summary>
    public static double Log(double x)
    {
        if (double.IsNaN(x) || x < 0) return double.NaN;
        if (x == 0) return double.NegativeInfinity;
        if (double.IsPositiveInfinity(x)) return x;
        var exponent = Math.ILogB(x);
        var mantissa = Math.ScaleB(x, -exponent);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }
        // ln m = 2 artanh s with s = (m - 1) / (m + 1), |s| < 0.172.
        var s = (mantissa - 1) / (mantissa + 1);
        var square = s * s;
        var series = 1.0 / 25;
        for (var k = 23; k >= 3; k -= 2) series = Math.FusedMultiplyAdd(series, square, 1.0 / k);
        var small = 2 * s;
        var tail = Math.FusedMultiplyAdd(small * square, series, exponent * Ln2Low);
        return Math.FusedMultiplyAdd(exponent, Ln2High, small + tail);
    }

    /// <summary>xⁿ for n ≥ 0, by squaring.</summary>
    public static double Power(double x, long n)
    {
        var power = 1.0;
        for (var factor = x; n > 0; n >>= 1, factor *= factor)
        {
            if ((n & 1) != 0) power *= factor;
        }
        return power;
    }

    /// <summary>Sine and cosine of an angle in turns, in [0, 1): 0.25 is a right angle.</summary>
    public static (double Sine, double Cosine) OfTurns(double turns)
    {
        var quarter = Math.Floor((turns * 4) + 0.5);
        // Exact: at most an eighth of a turn remains.
        var angle = (turns - (quarter * 0.25)) * (2 * Math.PI);
        var square = angle * angle;
        var sine = 1.0;
        for (var k = 18; k >= 2; k -= 2) sine = Math.FusedMultiplyAdd(sine, -square / (k * (k + 1)), 1.0);
        sine *= angle;
        var cosine = 1.0;
        for (var k = 19; k >= 1; k -= 2) cosine = Math.FusedMultiplyAdd(cosine, -square / (k * (k + 1)), 1.0);
        return ((int)quarter & 3) switch
        {
            0 => (sine, cosine),
            1 => (cosine, -sine),
            2 => (-sine, -cosine),
            _ => (-cosine, sine),
        };
    }
}
