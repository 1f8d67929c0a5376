using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Activations;

/// <summary>An activation as a job names it.</summary>
/// <param name="Name">Its kind.</param>
/// <param name="Parameters">Its parameters, every default explicit; null for a kind without any.</param>
internal sealed record ActivationChoice(string Name, ActivationParameters? Parameters);

/// <summary>The activation functions there are. A new one is a file here and a line in this list.</summary>
internal static class ActivationKinds
{
    private static readonly ActivationKind[] Kinds =
    [
        new("relu", _ => new Relu()),
        new("leaky_relu", of => new LeakyRelu((float)of.NegativeSlope), [new("negative_slope", 0.01)]),
        new("elu", of => new Elu((float)of.Alpha), [new("alpha", 1.0, Above: 0)]),
        new("gelu", of => of.Approximate == "tanh" ? new TanhGelu() : new Gelu(), [new("approximate", "none")]),
        new("silu", _ => new Silu()),
        new("softplus", of => new Softplus((float)of.Beta, (float)of.Threshold), [new("beta", 1.0, Above: 0), new("threshold", 20.0)]),
        new("sigmoid", _ => new Sigmoid()),
        new("hard_sigmoid", _ => new HardSigmoid()),
        new("tanh", _ => new HyperbolicTangent()),
        new("hard_tanh", of => new HardTanh((float)of.MinVal, (float)of.MaxVal), [new("min_val", -1.0), new("max_val", 1.0)]),
        new("softsign", _ => new Softsign()),
        new("linear", _ => new Linear()),
        new("softmax", _ => new Softmax()) { OutputOnly = true },
    ];

    /// <summary>The names of all.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Kinds.Select(kind => kind.Name)];

    /// <summary>The names of those that hidden layers can have.</summary>
    public static IReadOnlyList<string> HiddenNames { get; } = [.. Kinds.Where(kind => !kind.OutputOnly).Select(kind => kind.Name)];

    /// <summary>Checks the parameters of a known activation and makes their defaults explicit.</summary>
    /// <param name="name">The activation.</param>
    /// <param name="parameters">As the job has them; not changed.</param>
    /// <param name="path">Their path.</param>
    /// <param name="violations">Where violations go.</param>
    /// <returns>Null after a violation.</returns>
    public static ActivationChoice? Resolve(string name, ActivationParameters? parameters, string path, Violations violations)
    {
        var before = violations.Count;
        var resolved = Get(name).Resolve(parameters, path, violations);
        return violations.Count > before ? null : new ActivationChoice(name, resolved);
    }

    /// <summary>Makes a function of a resolved job; null makes the linear one.</summary>
    public static Activation Create(ActivationChoice? choice) =>
        choice is null ? new Linear() : Get(choice.Name).Create(choice.Parameters ?? new ActivationParameters());

    private static ActivationKind Get(string name) => Kinds.First(kind => kind.Name == name);
}
