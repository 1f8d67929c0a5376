namespace TrainRecorder.Training.Losses;

/// <summary>The losses there are.</summary>
internal static class LossKinds
{
    /// <summary>The default of classification.</summary>
    public const string CrossEntropy = "cross_entropy";

    /// <summary>The default of regression.</summary>
    public const string MeanSquaredError = "mse";

    private static readonly Loss[] Kinds = [new CrossEntropy(), new MeanSquaredError()];

    /// <summary>The names of all.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Kinds.Select(kind => kind.Name)];

    /// <summary>The loss of a name that the job's validation let through.</summary>
    public static Loss Get(string name) => Kinds.First(kind => kind.Name == name);
}
