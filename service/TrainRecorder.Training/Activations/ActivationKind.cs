using Google.Protobuf.Reflection;
using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Activations;

/// <summary>A parameter that an activation has.</summary>
/// <param name="Name">Its field in the job.</param>
/// <param name="Default">PyTorch's.</param>
/// <param name="Above">What it must be above; null if any finite number will do.</param>
internal sealed record ActivationParameter(string Name, object Default, double? Above = null);

/// <summary>A kind of activation: its name, how it is made, and its parameters.</summary>
internal sealed class ActivationKind(string name, Func<ActivationParameters, Activation> create, params ActivationParameter[] parameters)
{
    private static readonly string[] Approximations = ["none", "tanh"];

    /// <summary>As jobs name it.</summary>
    public string Name => name;

    /// <summary>Hidden layers cannot have it.</summary>
    public bool OutputOnly { get; init; }

    /// <summary>Makes it from parameters that are all there.</summary>
    public Activation Create(ActivationParameters values) => create(values);

    /// <summary>Checks parameters and makes defaults explicit.</summary>
    /// <returns>Null for a kind without parameters.</returns>
    public ActivationParameters? Resolve(ActivationParameters? given, string path, Violations violations)
    {
        var resolved = given?.Clone() ?? new ActivationParameters();
        foreach (var field in ActivationParameters.Descriptor.Fields.InDeclarationOrder())
            Resolve(resolved, field, $"{path}.{field.Name}", violations);
        if (name == "hard_tanh" && resolved.MinVal >= resolved.MaxVal)
            violations.Add($"{path}.max_val", $"Must be above min_val, {resolved.MinVal}, but is {resolved.MaxVal}.");
        return parameters.Length == 0 ? null : resolved;
    }

    private void Resolve(ActivationParameters values, FieldDescriptor field, string path, Violations violations)
    {
        var parameter = Array.Find(parameters, parameter => parameter.Name == field.Name);
        if (!field.Accessor.HasValue(values))
        {
            if (parameter is not null) field.Accessor.SetValue(values, parameter.Default);
            return;
        }
        if (parameter is null)
        {
            var known = parameters.Length == 0 ? "no parameters" : string.Join(" and ", parameters.Select(one => one.Name));
            violations.Add(path, $"{name} has no such parameter; it has {known}.");
        }
        else if (field.Accessor.GetValue(values) is string text) violations.IsKnown(path, text, Approximations);
        else violations.Finite(path, (double)field.Accessor.GetValue(values), parameter.Above);
    }
}
