using CsCheck;
using TrainRecorder.Training.Observation;

namespace TrainRecorder.Training.Tests.Observation;

public class SpectrumTests
{
    [Fact]
    public void Of_EqualIndependentDirections_UsesAllOfThem()
    {
        // Centred already; the covariance is a multiple of the unit matrix.
        var spectrum = Spectrum.Of([1, 0, -1, 0, 0, 1, 0, -1], units: 2);

        Assert.Equal(1, spectrum.EffectiveDimension, 12);
        Assert.Equal(2, spectrum.EffectiveRank, 12);
    }

    [Fact]
    public void Of_OneDirection_UsesOneOfFour()
    {
        // Every unit is a multiple of the same values, beside a constant that does not count.
        var activation = new[] { 1f, -2, 4, 0.5f, -3 }.SelectMany(x => new[] { 7 + x, 2 * x, -x, 5 }).ToArray();

        var spectrum = Spectrum.Of(activation, units: 4);

        Assert.Equal(0.25, spectrum.EffectiveDimension, 12);
        Assert.Equal(1, spectrum.EffectiveRank, 6);
    }

    [Fact]
    public void Of_ThreeToOne_HasTheEntropyOfTheShares()
    {
        // Singular values in the ratio 3 : 1, shares 3/4 and 1/4.
        var spectrum = Spectrum.Of([3, 0, -3, 0, 0, 1, 0, -1], units: 2);

        Assert.Equal(Math.Exp(-((0.75 * Math.Log(0.75)) + (0.25 * Math.Log(0.25)))), spectrum.EffectiveRank, 12);
        // The larger explains 90 % of the variance only.
        Assert.Equal(1, spectrum.EffectiveDimension, 12);
    }

    [Fact]
    public void Of_MoreUnitsThanSamples_AgreesWithTheTransposedQuestion()
    {
        // Two samples: one direction, whatever the units.
        var spectrum = Spectrum.Of([1, 2, 3, 4, 5, 6, 7, 0, 3, 1], units: 5);

        Assert.Equal(0.2, spectrum.EffectiveDimension, 12);
        Assert.Equal(1, spectrum.EffectiveRank, 6);
    }

    [Fact]
    public void Of_NothingVaries_IsZero_AndOfNaN_IsNaN()
    {
        Assert.Equal(new Spectrum(0, 0), Spectrum.Of([1, 2, 1, 2], units: 2));
        Assert.True(double.IsNaN(Spectrum.Of([1, float.NaN, 1, 2], units: 2).EffectiveRank));
    }

    [Fact]
    public void Eigenvalues_AnySymmetricMatrix_HaveItsTraceAndSquaresAndRebuildDiagonalOnes() =>
        Gen.Double[-10, 10].Array[1, 400].Sample(
            values =>
            {
                var n = (int)Math.Sqrt(values.Length);
                var matrix = new double[n * n];
                for (var i = 0; i < n; i++)
                {
                    for (var j = 0; j <= i; j++) matrix[(i * n) + j] = matrix[(j * n) + i] = values[(i * n) + j];
                }
                var trace = Enumerable.Range(0, n).Sum(i => matrix[(i * n) + i]);
                var squares = matrix.Sum(value => value * value);
                var eigenvalues = SymmetricEigenvalues.Of((double[])matrix.Clone(), n);
                return Math.Abs(eigenvalues.Sum() - trace) < 1e-9 * (1 + squares) && Math.Abs(eigenvalues.Sum(value => value * value) - squares) < 1e-9 * (1 + squares);
            }, iter: 200);

    [Fact]
    public void Eigenvalues_OfAKnownMatrix_AreKnown()
    {
        // The path of four nodes: 2 - 2 cos(k pi / 5) for k = 1 to 4, taken as [2, -1] in a band.
        double[] matrix = [2, -1, 0, 0, -1, 2, -1, 0, 0, -1, 2, -1, 0, 0, -1, 2];

        var eigenvalues = SymmetricEigenvalues.Of(matrix, 4).Order().ToArray();

        for (var k = 1; k <= 4; k++) Assert.Equal(2 - (2 * Math.Cos(k * Math.PI / 5)), eigenvalues[k - 1], 12);
    }
}
