namespace TrainRecorder.Training.Validation;

/// <summary>The activation functions, as jobs name them.</summary>
internal static class ActivationNames
{
    /// <summary>For the output layer only: its outputs depend on each other.</summary>
    public const string Softmax = "softmax";

    /// <summary>Those of hidden layers.</summary>
    public static IReadOnlyList<string> Hidden { get; } = ["relu", "tanh", "sigmoid", "linear"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Hidden, Softmax];
}
