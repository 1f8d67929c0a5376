using System.Globalization;
using System.Text.RegularExpressions;
using TrainRecorder.Recording;
using TrainRecorder.Training.Activations;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Validation;

/// <summary>The rules of <c>network</c>, but for the activation of the output layer, which follows the task.</summary>
internal static partial class NetworkRules
{
    /// <summary>Checks the network and writes it as layers in full; what depends on the task is left for <see cref="TaskRules"/>.</summary>
    /// <returns>The field that says how many outputs there are, for later messages; null if the network has none.</returns>
    public static string? Resolve(Network? network, DataFacts facts, Violations violations)
    {
        if (network is null)
        {
            violations.Add("network", "Is missing: give shape or layers.");
            return null;
        }
        if (network.Activation.Length == 0) network.Activation = "relu";
        else if (!violations.IsKnown("network.activation", network.Activation, ActivationKinds.HiddenNames)) network.Activation = "relu";

        var output = (network.Shape.Count, network.Layers.Count) switch
        {
            (0, 0) => Missing("Is empty: give shape or layers."),
            (> 0, > 0) => Missing("Both shape and layers are given; give one of them."),
            (> 0, _) => FromShape(network, facts, violations),
            _ => $"network.layers[{network.Layers.Count - 1}].dense.units",
        };
        CheckInputShape(network, facts, violations);
        if (output is null) return null;
        if (network.Layers.Count > Limits.Layers)
        {
            violations.Add("network.layers", $"There are {network.Layers.Count} layers; at most {Limits.Layers} are possible.");
            return null;
        }
        for (var i = 0; i < network.Layers.Count; i++) Resolve(network, i, violations);
        CheckNames(network, violations);
        return output;

        string? Missing(string description)
        {
            violations.Add("network", description);
            return null;
        }
    }

    private static string? FromShape(Network network, DataFacts facts, Violations violations)
    {
        if (network.Shape.Count < 2)
        {
            violations.Add("network.shape", "Needs at least two numbers: the inputs and the outputs.");
            return null;
        }
        if (network.Shape.Count > Limits.Layers + 1)
        {
            violations.Add("network.shape", $"There are {network.Shape.Count - 1} layers; at most {Limits.Layers} are possible.");
            return null;
        }
        var valid = true;
        for (var i = 0; i < network.Shape.Count; i++)
            valid &= violations.InRange($"network.shape[{i}]", network.Shape[i], 1, i == 0 ? Limits.Features : Limits.Units);
        if (facts.Features is { } features && network.Shape[0] >= 1 && network.Shape[0] != features)
            violations.Add("network.shape[0]", $"Is {network.Shape[0]}, but the data has {features} features.");
        if (!valid) return null;
        var output = $"network.shape[{network.Shape.Count - 1}]";
        foreach (var units in network.Shape.Skip(1)) network.Layers.Add(new Layer { Dense = new Dense { Units = units } });
        network.Shape.Clear();
        return output;
    }

    private static void Resolve(Network network, int index, Violations violations)
    {
        var layer = network.Layers[index];
        var path = $"network.layers[{index}]";
        var last = index == network.Layers.Count - 1;
        if (layer.Name.Length == 0) layer.Name = last ? "output" : string.Create(CultureInfo.InvariantCulture, $"hidden{index + 1}");
        if (layer.KindCase == Layer.KindOneofCase.None)
        {
            violations.Add(path, "Exactly one kind of layer must be given; known: dense.");
            return;
        }
        var dense = layer.Dense;
        violations.InRange($"{path}.dense.units", dense.Units, 1, Limits.Units);
        if (dense.Activation.Length == 0)
        {
            if (!last) dense.Activation = network.Activation;
        }
        else if (violations.IsKnown($"{path}.dense.activation", dense.Activation, ActivationKinds.Names)
            && !last && !ActivationKinds.HiddenNames.Contains(dense.Activation))
        {
            violations.Add($"{path}.dense.activation", $"{dense.Activation} is for the output layer only.");
        }
    }

    private static void CheckNames(Network network, Violations violations)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < network.Layers.Count; i++)
        {
            var name = network.Layers[i].Name;
            var path = $"network.layers[{i}].name";
            if (name.Length > Limits.LayerNameLength || !LayerName().IsMatch(name))
                violations.Add(path, $"Must begin with a letter a to z, go on with letters a to z, digits and _, and have at most {Limits.LayerNameLength} characters.");
            else if (name == "input" || StandardColumns.ReservedNames.Contains(name)) violations.Add(path, $"'{name}' is reserved.");
            else if (!first.TryAdd(name, i)) violations.Add(path, $"'{name}' is already the name of network.layers[{first[name]}].");
        }
    }

    private static void CheckInputShape(Network network, DataFacts facts, Violations violations)
    {
        if (network.InputShape.Count == 0)
        {
            if (facts.RowShape is { } shape) network.InputShape.AddRange(shape);
            else if (facts.Features is { } count) network.InputShape.Add(count);
            return;
        }
        const int mostAxes = 8;
        if (network.InputShape.Count > mostAxes)
        {
            violations.Add("network.input_shape", $"Has {network.InputShape.Count} axes; at most {mostAxes} are possible.");
            return;
        }
        var valid = true;
        long product = 1;
        for (var i = 0; i < network.InputShape.Count; i++)
        {
            valid &= violations.InRange($"network.input_shape[{i}]", network.InputShape[i], 1, Limits.Features);
            product = valid && product <= Limits.Features ? product * network.InputShape[i] : product;
        }
        if (valid && facts.Features is { } features && product != features)
            violations.Add("network.input_shape", $"Its product is {product}, but the data has {features} features.");
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_]*\z")]
    private static partial Regex LayerName();
}
