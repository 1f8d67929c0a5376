using CsCheck;
using Microsoft.ML;
using Microsoft.ML.Data;
using TrainRecorder.Training.Epochs;
using TrainRecorder.Training.Observation;
using TrainRecorder.Training.Samples;
using TrainRecorder.Training.Samples.Views;

namespace TrainRecorder.Training.Tests.Observation;

/// <summary>The scores are what Microsoft.ML's evaluators say, and what a hand works out.</summary>
public class ScoresTests
{
    private static readonly MLContext Context = new(seed: 0);

    [Fact]
    public void Scores_ThreeClasses_AreThoseOfAHand()
    {
        var outcome = Classified([0, 0, 0, 1, 1], [0, 0, 1, 1, 0], [0.5f, 0.25f, 0.125f, 1, 0]);
        var scores = new Scores(Set([0, 0, 0, 1, 1]), 3);

        Assert.Equal(3 / 5.0, scores.Accuracy(outcome));
        // The third class does not occur.
        Assert.Equal(((2 / 3.0) + (1 / 2.0)) / 2, scores.MacroAccuracy(outcome));
        Assert.Equal((Math.Log(2) + Math.Log(4) + Math.Log(8) + 0 - Math.Log(Math.Pow(2, -52))) / 5, scores.LogLoss(outcome), 1e-12);
        var confusion = new long[9];
        scores.CountConfusion(outcome, confusion);
        Assert.Equal([2, 1, 0, 1, 1, 0, 0, 0, 0], confusion);
    }

    [Fact]
    public void AreaUnderCurve_Ties_CountHalf()
    {
        // Pairs: (0.1, 0.1) half, (0.1, 0.9) one, (0.5, 0.1) none, (0.5, 0.9) one.
        var outcome = Classified([0, 0, 1, 1], [0, 0, 0, 1], new float[4], [0.1f, 0.5f, 0.1f, 0.9f]);

        Assert.Equal(2.5 / 4, new Scores(Set([0, 0, 1, 1]), 2).AreaUnderCurve(outcome));
        Assert.Equal(double.NaN, new Scores(Set([1, 1, 1, 1]), 2).AreaUnderCurve(outcome));
    }

    [Fact]
    public void Regression_ByHand()
    {
        var scores = new Scores(Set(1f, 2, 3, 6), 0);
        var outcome = Valued(1, 3, 3, 4);

        Assert.Equal(Math.Sqrt((0 + 1 + 0 + 4) / 4.0), scores.Of(outcome));
        Assert.Equal(3 / 4.0, scores.MeanAbsoluteError(outcome));
        Assert.Equal(1 - (5 / 14.0), scores.RSquared(outcome), 1e-15);
        Assert.Equal(double.NaN, scores.Of(Valued(1, float.PositiveInfinity, 3, 4)));
        Assert.Equal(double.NaN, new Scores(Set(2f, 2, 2, 2), 0).RSquared(outcome));
    }

    [Fact]
    public void Scores_OfClasses_AreThoseOfMicrosoftMl() =>
        Gen.Select(Gen.Int[2, 5], Gen.Int[6, 40], Gen.Int).Sample(
            (classes, samples, seed) =>
            {
                var random = new Random(seed);
                var targets = Enumerable.Range(0, samples).Select(i => i < classes ? i : random.Next(classes)).ToArray();
                var outputs = targets.Select(_ => Softmax(random, classes)).ToArray();
                var predicted = outputs.Select(row => Array.IndexOf(row, row.Max())).ToArray();
                var scores = new Scores(Set(targets), classes);
                var outcome = Classified(targets, predicted, [.. outputs.Select((row, i) => row[targets[i]])], [.. outputs.Select(row => row[1] - row[0])]);

                var view = new ArrayView(
                    samples, new ClassColumn("Label", classes, row => targets[row]), new VectorColumn("Score", classes, (row, to) => outputs[row].CopyTo(to)),
                    new ClassColumn("PredictedLabel", classes, row => predicted[row]));
                var theirs = Context.MulticlassClassification.Evaluate(view);

                Assert.Equal(theirs.MicroAccuracy, scores.Accuracy(outcome), 1e-12);
                Assert.Equal(theirs.MacroAccuracy, scores.MacroAccuracy(outcome), 1e-12);
                Assert.Equal(theirs.LogLoss, scores.LogLoss(outcome), 1e-6);
                var confusion = new long[classes * classes];
                scores.CountConfusion(outcome, confusion);
                Assert.Equal(theirs.ConfusionMatrix.Counts.SelectMany(row => row).Select(count => (long)count), confusion);
                if (classes > 2) return;
                var binary = new ArrayView(
                    samples, new BooleanColumn("Label", row => targets[row] == 1), new NumberColumn("Score", row => outcome.Margins![row]),
                    new BooleanColumn("PredictedLabel", row => predicted[row] == 1));
                Assert.Equal(Context.BinaryClassification.EvaluateNonCalibrated(binary).AreaUnderRocCurve, scores.AreaUnderCurve(outcome), 1e-9);
            },
            iter: 40, threads: 1);

    [Fact]
    public void Scores_OfValues_AreThoseOfMicrosoftMl() =>
        // Hundredths: of numbers that are the same but for a few bits their single pass over the squares leaves no variance.
        Gen.Select(Gen.Int[-10_000, 10_000].Select(hundredths => hundredths / 100f).Array[3, 30], Gen.Int).Sample(
            (targets, seed) =>
            {
                var random = new Random(seed);
                var predicted = targets.Select(value => value + (float)random.NextDouble()).ToArray();
                var scores = new Scores(Set(targets), 0);
                var view = new ArrayView(targets.Length, new NumberColumn("Label", row => targets[row]), new NumberColumn("Score", row => predicted[row]));
                var theirs = Context.Regression.Evaluate(view);

                Assert.Equal(theirs.RootMeanSquaredError, scores.Of(Valued(predicted)), 1e-5);
                Assert.Equal(theirs.MeanAbsoluteError, scores.MeanAbsoluteError(Valued(predicted)), 1e-5);
                if (targets.Distinct().Count() > 1) Assert.Equal(theirs.RSquared, scores.RSquared(Valued(predicted)), 1e-4 * Math.Max(1, Math.Abs(theirs.RSquared)));
            },
            iter: 40, threads: 1);

    private static float[] Softmax(Random random, int classes)
    {
        var values = Enumerable.Range(0, classes).Select(_ => Math.Exp(4 * random.NextDouble())).ToArray();
        return [.. values.Select(value => (float)(value / values.Sum()))];
    }

    private static SampleSet Set(int[] classes) => new() { Inputs = [], Features = 1, Classes = classes, Rows = new long[classes.Length] };

    private static SampleSet Set(params float[] values) => new() { Inputs = [], Features = 1, Values = values, Rows = new long[values.Length] };

    private static EpochOutcome Classified(int[] targets, int[] predicted, float[] probabilities, float[]? margins = null)
    {
        var outcome = new EpochOutcome(targets.Length, classification: true, scored: true);
        predicted.CopyTo(outcome.Classes!, 0);
        probabilities.CopyTo(outcome.Probabilities!, 0);
        margins?.CopyTo(outcome.Margins!, 0);
        return outcome;
    }

    private static EpochOutcome Valued(params float[] values)
    {
        var outcome = new EpochOutcome(values.Length, classification: false);
        values.CopyTo(outcome.Values!, 0);
        return outcome;
    }

    private sealed record BooleanColumn(string Name, Func<long, bool> Value) : ViewColumn(Name, BooleanDataViewType.Instance)
    {
        public override Delegate Getter(Func<long> row)
        {
            ValueGetter<bool> getter = (ref bool value) => value = Value(row());
            return getter;
        }
    }
}
