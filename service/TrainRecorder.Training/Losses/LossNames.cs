namespace TrainRecorder.Training.Losses;

/// <summary>The losses, as <c>training.loss</c> names them.</summary>
internal static class LossNames
{
    /// <summary>See <c>CrossEntropy</c>.</summary>
    public const string CrossEntropy = "cross_entropy";

    /// <summary>See <c>MeanSquaredError</c>.</summary>
    public const string MeanSquaredError = "mse";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Known { get; } = [CrossEntropy, MeanSquaredError];
}
