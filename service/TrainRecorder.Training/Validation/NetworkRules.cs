using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf.Collections;
using TrainRecorder.Recording;
using TrainRecorder.Training.Activations;
using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Networks;
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
        if (!violations.IsKnown("network.activation", network.Activation, ActivationKinds.HiddenNames))
        {
            network.Activation = "relu";
            network.ActivationParameters = null;
        }
        network.ActivationParameters = ActivationKinds.Resolve(network.Activation, network.ActivationParameters, "network.activation_parameters", violations)?.Parameters;

        var output = (network.Shape.Count, network.Layers.Count) switch
        {
            (0, 0) => Missing("Is empty: give shape or layers."),
            (> 0, > 0) => Missing("Both shape and layers are given; give one of them."),
            (> 0, _) => FromShape(network, facts, violations),
            _ => $"network.layers[{network.Layers.Count - 1}].dense.units",
        };
        var known = CheckInputShape(network, facts, violations);
        if (output is null) return null;
        if (Count(network.Layers) > Limits.Layers)
        {
            violations.Add("network.layers", $"There are {Count(network.Layers)} layers; at most {Limits.Layers} are possible.");
            return null;
        }
        NameLayers(network);
        NetworkPlan.Resolve(network, known ? new TensorShape([.. network.InputShape]) : null, violations);
        CheckNames(network.Layers, "network.layers", "", [], violations);
        var last = network.Layers[^1];
        if (last.KindCase is Layer.KindOneofCase.Dense or Layer.KindOneofCase.None) return output;
        violations.Add($"network.layers[{network.Layers.Count - 1}]", "The last layer must be dense: its units are the outputs.");
        return null;

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

    private static void NameLayers(Network network)
    {
        for (var i = 0; i < network.Layers.Count; i++)
        {
            if (network.Layers[i].Name.Length == 0)
                network.Layers[i].Name = i == network.Layers.Count - 1 ? "output" : string.Create(CultureInfo.InvariantCulture, $"hidden{i + 1}");
        }
    }

    /// <summary>Checks the names of layers and of those inside them, in the order of the recording.</summary>
    private static void CheckNames(RepeatedField<Layer> layers, string path, string block, Dictionary<string, string> paths, Violations violations)
    {
        for (var i = 0; i < layers.Count; i++)
        {
            var here = $"{path}[{i}]";
            var name = layers[i].Name;
            var whole = block + name;
            if (whole.Length > Limits.LayerNameLength || !LayerName().IsMatch(name))
                violations.Add($"{here}.name", $"Must begin with a letter a to z, go on with letters a to z, digits and _, and have at most {Limits.LayerNameLength - block.Length} characters.");
            else if (whole == "input" || StandardColumns.ReservedNames.Contains(whole)) violations.Add($"{here}.name", $"'{whole}' is reserved.");
            else if (!paths.TryAdd(whole, here)) violations.Add($"{here}.name", $"'{whole}' is already the name of {paths[whole]}.");
            if (layers[i].KindCase != Layer.KindOneofCase.Residual) continue;
            CheckNames(layers[i].Residual.Layers, $"{here}.residual.layers", $"{whole}_", paths, violations);
            CheckNames(layers[i].Residual.Shortcut, $"{here}.residual.shortcut", $"{whole}_", paths, violations);
        }
    }

    private static int Count(IEnumerable<Layer> layers) => layers.Sum(layer =>
        1 + (layer.KindCase == Layer.KindOneofCase.Residual ? Count(layer.Residual.Layers) + Count(layer.Residual.Shortcut) : 0));

    /// <returns>The input's shape is known, and good.</returns>
    private static bool CheckInputShape(Network network, DataFacts facts, Violations violations)
    {
        if (network.InputShape.Count == 0)
        {
            if (facts.RowShape is { } shape) network.InputShape.AddRange(shape);
            else if (facts.Features is { } count) network.InputShape.Add(count);
            return facts.Features is not null;
        }
        const int mostAxes = 8;
        if (network.InputShape.Count > mostAxes)
        {
            violations.Add("network.input_shape", $"Has {network.InputShape.Count} axes; at most {mostAxes} are possible.");
            return false;
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
        return valid && product <= Limits.Features;
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_]*\z")]
    private static partial Regex LayerName();
}
