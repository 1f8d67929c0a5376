using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Epochs;
using TrainRecorder.Training.Samples;

namespace TrainRecorder.Training.Observation;

/// <summary>
/// The scores of predictions, in fixed arithmetic. Microsoft.ML's evaluators give the same (the tests compare), but they take the
/// logarithm from the machine, which is not the same bits everywhere, leave out samples whose output is not finite, sort all
/// classes for each sample, and take room for the square of their number.
/// </summary>
/// <param name="set">The targets.</param>
/// <param name="classes">How many classes there are; 0 for regression.</param>
internal sealed class Scores(SampleSet set, int classes)
{
    /// <summary>What a probability of 0 counts as in <see cref="LogLoss"/>: the least that is told from it, as scikit-learn has for doubles.</summary>
    private const double LeastProbability = 2.220446049250313e-16;

    private readonly long[] _hits = new long[classes];
    private readonly long[] _samples = Count(set, classes);
    private readonly int[] _order = new int[classes == 2 ? set.Count : 0];

    /// <summary>The accuracy of predicted classes, or the root mean squared error of predicted values.</summary>
    public double Of(EpochOutcome outcome) => set.Classes is null ? RootMeanSquaredError(outcome) : Accuracy(outcome);

    /// <summary>The share of samples whose class was predicted.</summary>
    public double Accuracy(EpochOutcome outcome)
    {
        CountHits(outcome);
        return (double)_hits.Sum() / set.Count;
    }

    /// <summary>The mean, over the classes that occur, of the share of their samples whose class was predicted.</summary>
    public double MacroAccuracy(EpochOutcome outcome)
    {
        CountHits(outcome);
        double sum = 0;
        var occurring = 0;
        for (var c = 0; c < classes; c++)
        {
            if (_samples[c] == 0) continue;
            sum += (double)_hits[c] / _samples[c];
            occurring++;
        }
        return sum / occurring;
    }

    /// <summary>The mean of −ln p, p being the probability given to the sample's own class; NaN if one is.</summary>
    public double LogLoss(EpochOutcome outcome)
    {
        double sum = 0;
        foreach (var probability in outcome.Probabilities!) sum -= DoubleMath.Log(Math.Max(probability, LeastProbability));
        return sum / set.Count;
    }

    /// <summary>
    /// The area under the receiver operating characteristic of two classes: the share of pairs, one sample of each class, in
    /// which the second class's has the larger margin, ties counting half (Mann and Whitney 1947, doi 10.1214/aoms/1177730491).
    /// NaN if a class does not occur or a margin is NaN.
    /// </summary>
    public double AreaUnderCurve(EpochOutcome outcome)
    {
        var margins = outcome.Margins!;
        if (_samples[0] == 0 || _samples[1] == 0 || margins.Any(float.IsNaN)) return double.NaN;
        for (var i = 0; i < _order.Length; i++) _order[i] = i;
        Array.Sort(_order, (a, b) => margins[a].CompareTo(margins[b]));
        // Twice the number of pairs, so that it stays whole.
        long pairs = 0;
        long below = 0;
        for (var first = 0; first < _order.Length;)
        {
            long negatives = 0;
            long positives = 0;
            var next = first;
            for (; next < _order.Length && margins[_order[next]] == margins[_order[first]]; next++)
            {
                if (set.Classes![_order[next]] == 0) negatives++;
                else positives++;
            }
            pairs += positives * ((2 * below) + negatives);
            below += negatives;
            first = next;
        }
        return pairs / (2.0 * _samples[0] * _samples[1]);
    }

    /// <summary>How many samples of each class (rows) were taken for each (columns).</summary>
    public void CountConfusion(EpochOutcome outcome, Span<long> destination)
    {
        destination.Clear();
        for (var i = 0; i < set.Count; i++) destination[(set.Classes![i] * classes) + outcome.Classes![i]]++;
    }

    /// <summary>The root of the mean squared error; NaN if a prediction is not finite.</summary>
    public double RootMeanSquaredError(EpochOutcome outcome) => Math.Sqrt(SquaredErrors(outcome) / set.Count);

    /// <summary>The mean of the absolute errors; NaN if a prediction is not finite.</summary>
    public double MeanAbsoluteError(EpochOutcome outcome)
    {
        double sum = 0;
        for (var i = 0; i < set.Count; i++) sum += Math.Abs(Error(outcome, i));
        return sum / set.Count;
    }

    /// <summary>1 − the squared errors / the squared distances of the targets from their mean; NaN if all targets are the same.</summary>
    public double RSquared(EpochOutcome outcome)
    {
        double sum = 0;
        foreach (var value in set.Values!) sum += value;
        var mean = sum / set.Count;
        double distances = 0;
        foreach (var value in set.Values!) distances += (value - mean) * (value - mean);
        return distances == 0 ? double.NaN : 1 - (SquaredErrors(outcome) / distances);
    }

    private double SquaredErrors(EpochOutcome outcome)
    {
        double sum = 0;
        for (var i = 0; i < set.Count; i++) sum += Error(outcome, i) * Error(outcome, i);
        return sum;
    }

    // A network that explodes must not look better for it: what is not finite makes the sum NaN.
    private double Error(EpochOutcome outcome, int sample) =>
        float.IsFinite(outcome.Values![sample]) ? (double)outcome.Values[sample] - set.Values![sample] : double.NaN;

    private void CountHits(EpochOutcome outcome)
    {
        Array.Clear(_hits);
        for (var i = 0; i < set.Count; i++)
        {
            if (outcome.Classes![i] == set.Classes![i]) _hits[set.Classes[i]]++;
        }
    }

    private static long[] Count(SampleSet set, int classes)
    {
        var counts = new long[classes];
        foreach (var c in set.Classes ?? []) counts[c]++;
        return counts;
    }
}
