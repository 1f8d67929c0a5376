using TrainRecorder.Training.Samples;

namespace TrainRecorder.Training.Losses;

/// <summary>The losses there are.</summary>
internal static class LossKinds
{
    /// <summary>The default of classification.</summary>
    public const string CrossEntropy = "cross_entropy";

    /// <summary>The default of classification with one output.</summary>
    public const string BinaryCrossEntropy = "bce";

    /// <summary>The default of regression.</summary>
    public const string MeanSquaredError = "mse";

    /// <summary>The only one with <c>huber_delta</c>.</summary>
    public const string Huber = "huber";

    /// <summary>The names of all.</summary>
    public static IReadOnlyList<string> Names { get; } = [CrossEntropy, BinaryCrossEntropy, MeanSquaredError, "mae", Huber];

    /// <summary>The loss is about classes: it can weigh and smooth them.</summary>
    public static bool IsOfClasses(string name) => name is CrossEntropy or BinaryCrossEntropy;

    /// <summary>The loss of a name that the job's validation let through, with its defaults.</summary>
    public static Loss Get(string name) => Create(name, weights: null, smoothing: 0, delta: 1);

    /// <summary>The loss of a resolved job.</summary>
    /// <param name="training">In full.</param>
    /// <param name="set">The training part.</param>
    /// <param name="classes">How many classes there are; 0 for regression.</param>
    public static Loss Create(V1.Training training, SampleSet set, int classes) =>
        Create(training.Loss, ClassWeighting.Of(training.ClassWeights, set, classes), training.LabelSmoothing, training.HuberDelta);

    private static Loss Create(string name, double[]? weights, double smoothing, double delta) => name switch
    {
        CrossEntropy => new CrossEntropy(weights, smoothing),
        BinaryCrossEntropy => new BinaryCrossEntropy(weights, smoothing),
        MeanSquaredError => new MeanSquaredError(),
        "mae" => new MeanAbsoluteError(),
        Huber => new Huber(delta),
        _ => throw new InvalidOperationException($"The loss '{name}' is not known."),
    };
}
