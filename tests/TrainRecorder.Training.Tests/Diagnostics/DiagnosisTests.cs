using TrainRecorder.Training.Diagnostics;

namespace TrainRecorder.Training.Tests.Diagnostics;

/// <summary>When findings are reported, with the losses of each epoch written by hand.</summary>
public class DiagnosisTests
{
    [Fact]
    public void Examine_OverfittingThatGrowsAndEnds_IsReportedAtItsBeginningAndWhenItIsTwiceAsBad()
    {
        // Fallen from 2 to 1: 1.3 is a rise by 0.3 of it, 1.55 by 0.55, less than twice as bad; 1.7 by 0.7 is more.
        double[] validation = [2, 1, 1.1, 1.3, 1.4, 1.55, 1.7, 1.1, 1.1, 1.1, 1.1, 1.3, 1.1, 1.1, 1.1, 1.1, 1.1, 1.3];

        var findings = Examine(Overfitting(epochs: 1), validation, epoch => 1.0 / (1 + epoch)).ToArray();

        // Absent from 7 to 10 is not long enough to begin again at 11; from 12 to 16 is.
        Assert.Equal([(3, 0.3), (6, 0.7), (17, 0.3)], findings.Select(finding => (finding.Epoch, Math.Round(finding.Value, 12))));
        Assert.All(findings, finding => Assert.Equal(("overfitting", "", 0.25), (finding.Rule, finding.Layer, finding.Threshold)));
    }

    [Fact]
    public void Examine_SeveralEpochsAreNeeded_WaitsForThemInARow()
    {
        double[] validation = [2, 1, 1.5, 1.5, 1.1, 1.5, 1.5, 1.5];

        Assert.Equal([7], Examine(Overfitting(epochs: 3), validation, epoch => 1.0 / (1 + epoch)).Select(finding => finding.Epoch));
    }

    [Fact]
    public void Examine_TrainingLossRisesToo_IsNotOverfitting()
    {
        double[] losses = [2, 1, 1.5, 1.6, 1.9];

        Assert.Empty(Examine(Overfitting(epochs: 1), losses, epoch => losses[epoch]));
    }

    [Theory]
    [InlineData(new[] { 1.0, 1.0, 1.0, 0.995, 0.98 }, new[] { 3 })]
    [InlineData(new[] { 1.0, 0.9, 0.9, 0.9, 0.9 }, new int[0])]
    [InlineData(new[] { 1.0, 0.9, 1.5, 1.5, 1.5, 1.5 }, new[] { 4 })]
    [InlineData(new[] { 1.0, double.NaN, double.NaN, double.NaN, double.NaN }, new[] { 3 })]
    public void Examine_LossThatStays_IsReportedOnce(double[] losses, int[] epochs)
    {
        var options = new V1.Diagnostics { LossNotFalling = new() { Epochs = 3, Threshold = 0.01 } };

        Assert.Equal(epochs, Examine(options, losses, epoch => losses[epoch]).Select(finding => finding.Epoch));
    }

    [Fact]
    public void Memories_CopiedToAnotherDiagnosis_GoOnTheSameWay()
    {
        double[] validation = [2, 1, 1.3, 1.4, 1.55, 1.7, 1.1, 1.1, 1.1, 1.1, 1.1, 1.3, 1.9];
        var whole = Examine(Overfitting(epochs: 2), validation, epoch => 1.0 / (1 + epoch)).ToArray();
        for (var stop = 1; stop < validation.Length; stop++)
        {
            var (first, second) = (New(Overfitting(epochs: 2)), New(Overfitting(epochs: 2)));
            List<V1.Finding> findings = [];
            for (var epoch = 0; epoch < validation.Length; epoch++)
            {
                if (epoch == stop)
                {
                    for (var i = 0; i < first.Memories.Count; i++) first.Memories[i].CopyTo(second.Memories[i], 0);
                }
                findings.AddRange((epoch < stop ? first : second).Examine(new EpochEvidence(epoch, 1.0 / (1 + epoch), validation[epoch], 1, HasSpectrum: false, []), out _));
            }
            Assert.Equal(whole, findings);
        }
    }

    private static V1.Diagnostics Overfitting(int epochs) => new() { Overfitting = new() { Epochs = epochs, Threshold = 0.25 } };

    private static IEnumerable<V1.Finding> Examine(V1.Diagnostics options, double[] validation, Func<int, double> training)
    {
        var diagnosis = New(options);
        return Enumerable.Range(0, validation.Length)
            .SelectMany(epoch => diagnosis.Examine(new EpochEvidence(epoch, training(epoch), validation[epoch], 1, HasSpectrum: false, []), out _));
    }

    /// <summary>Only the rules that are given watch.</summary>
    private static Diagnosis New(V1.Diagnostics options)
    {
        V1.DiagnosticRule off = new() { Off = true };
        options.DeadUnits = options.SaturatedUnits = options.DormantUnits = options.VanishingGradients = options.ExplodingGradients = off;
        options.NonFiniteValues = options.PoorInitialization = options.LayerCollapse = off;
        options.UpdateRatio = new() { Off = true };
        options.LossNotFalling ??= new() { Off = true };
        options.Overfitting ??= new() { Off = true };
        return new Diagnosis(options, []);
    }
}
