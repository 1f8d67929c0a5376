using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Samples;
using TrainRecorder.Training.Validation;

namespace TrainRecorder.Training.Epochs;

/// <summary>A number of each epoch that schedules and early stopping watch: <c>validation.loss</c>, <c>train.accuracy</c> …</summary>
/// <param name="OfValidation">Of the validation part; otherwise of the training part.</param>
/// <param name="IsLoss">The loss; otherwise the task's score.</param>
/// <param name="HigherIsBetter">True for accuracy.</param>
internal readonly record struct Monitored(bool OfValidation, bool IsLoss, bool HigherIsBetter)
{
    /// <summary>What is watched unless the job says otherwise.</summary>
    public const string Default = "validation.loss";

    /// <summary>What can be watched for a task.</summary>
    public static IReadOnlyList<string> Names(string task) =>
        ["train.loss", "validation.loss", $"train.{Tasks.Score(task)}", $"validation.{Tasks.Score(task)}"];

    /// <summary>From its name, which the job's validation let through.</summary>
    public static Monitored Parse(string name) => new(
        name.StartsWith("validation.", StringComparison.Ordinal),
        name.EndsWith(".loss", StringComparison.Ordinal),
        name.EndsWith(".accuracy", StringComparison.Ordinal));

    /// <summary>The number.</summary>
    /// <param name="training">What the epoch gave over the training part.</param>
    /// <param name="validation">And over the validation part.</param>
    /// <param name="data">With the targets.</param>
    public double Of(EpochOutcome training, EpochOutcome validation, PreparedData data)
    {
        var (outcome, set) = OfValidation ? (validation, data.Validation) : (training, data.Training);
        return IsLoss ? outcome.Loss : outcome.Classes is { } classes ? Accuracy(classes, set.Classes) : RootMeanSquaredError(outcome.Values, set.Values);
    }

    private static double Accuracy(ReadOnlySpan<int> predicted, ReadOnlySpan<int> targets)
    {
        var hits = 0;
        for (var i = 0; i < predicted.Length; i++) hits += predicted[i] == targets[i] ? 1 : 0;
        return hits / (double)predicted.Length;
    }

    private static double RootMeanSquaredError(ReadOnlySpan<float> predicted, ReadOnlySpan<float> targets) =>
        Math.Sqrt(Reduction.SumOfSquaredDifferences(predicted, targets) / predicted.Length);
}
