namespace TrainRecorder.Training.Activations;

/// <summary>The activation functions there are.</summary>
internal static class ActivationKinds
{
    private static readonly Activation[] Kinds = [new Relu(), new HyperbolicTangent(), new Sigmoid(), new Linear(), new Softmax()];

    /// <summary>The names of all.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Kinds.Select(kind => kind.Name)];

    /// <summary>The names of those that hidden layers can have.</summary>
    public static IReadOnlyList<string> HiddenNames { get; } = [.. Kinds.Where(kind => !kind.JoinsUnits).Select(kind => kind.Name)];

    /// <summary>The function of a name that the job's validation let through.</summary>
    public static Activation Get(string name) => Kinds.First(kind => kind.Name == name);
}
