using TrainRecorder.Training.Samples;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Losses;

/// <summary>What the samples of each class count.</summary>
internal static class ClassWeighting
{
    /// <summary>The weights that a job asks for; null: 1 each.</summary>
    /// <param name="asked">As the job says.</param>
    /// <param name="training">The training part, whose classes are counted.</param>
    /// <param name="classes">How many classes there are.</param>
    public static double[]? Of(ClassWeights? asked, SampleSet training, int classes)
    {
        if (asked is null) return null;
        if (!asked.Balanced) return [.. asked.Values];
        var counts = new long[classes];
        foreach (var index in training.Classes!) counts[index]++;
        // A class that training never sees counts as if it had one sample: the validation part may have it.
        return [.. counts.Select(count => training.Count / ((double)classes * Math.Max(count, 1)))];
    }

    /// <summary>What the samples of a batch count together.</summary>
    public static double Sum(double[]? weights, SampleSet set, ReadOnlySpan<int> samples)
    {
        if (weights is null) return samples.Length;
        var sum = 0.0;
        foreach (var sample in samples) sum += weights[set.Classes![sample]];
        return sum;
    }
}
