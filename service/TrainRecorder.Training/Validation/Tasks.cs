namespace TrainRecorder.Training.Validation;

/// <summary>What a label can mean, as <c>data.task</c> names it.</summary>
internal static class Tasks
{
    /// <summary>One of several classes.</summary>
    public const string Classification = "classification";

    /// <summary>A number.</summary>
    public const string Regression = "regression";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Known { get; } = [Classification, Regression];

    /// <summary>The score recorded beside the loss: <c>accuracy</c> or <c>rmse</c>.</summary>
    public static string Score(string task) => task == Classification ? "accuracy" : "rmse";
}
