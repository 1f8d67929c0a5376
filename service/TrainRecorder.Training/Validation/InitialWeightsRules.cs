using TrainRecorder.Training.Observation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Validation;

/// <summary>The rules of <c>network.initial_weights</c>.</summary>
internal static class InitialWeightsRules
{
    private const string Field = "network.initial_weights";

    /// <summary>Violations beyond which only their number is told.</summary>
    private const int Most = 100;

    /// <summary>Checks the name of the dataset.</summary>
    /// <returns>What is in it; null if none is named or it is not known.</returns>
    public static TableSchema? Find(Network? network, DatasetSchemas datasets, Violations violations)
    {
        if (network is null || network.InitialWeights.Length == 0) return null;
        if (network.InitialWeights.StartsWith("datasets/", StringComparison.Ordinal)) return datasets.Weights(Field, network.InitialWeights);
        violations.Add(Field, "Only the client can read a file: it must be uploaded first, as weights, and its dataset named here.");
        return null;
    }

    /// <summary>Checks the arrays against the tensors of a resolved network: every one there, no other, each of its shape.</summary>
    public static void Check(Job job, TableSchema weights, Violations violations)
    {
        var expected = RecordedLayers.Of(job).SelectMany(Tensors).ToArray();
        var arrays = weights.Arrays.ToDictionary(array => array.Name, StringComparer.Ordinal);
        var faults = new List<string>();
        foreach (var (path, shape) in expected)
        {
            if (!arrays.Remove(path, out var array)) faults.Add($"Array {path} of shape {Text(shape)} is missing.");
            else if (!array.Shape.SequenceEqual(shape)) faults.Add($"Array {path} has shape {Text(array.Shape)}, but must have {Text(shape)}.");
        }
        faults.AddRange(weights.Arrays.Where(array => arrays.ContainsKey(array.Name)).Select(array => $"Array {array.Name} is of no layer of the network."));
        foreach (var fault in faults.Take(Most)) violations.Add(Field, fault);
        if (faults.Count > Most) violations.Add(Field, $"And {faults.Count - Most} more faults like these.");
    }

    private static IEnumerable<(string Path, IReadOnlyList<int> Shape)> Tensors(Recording.LayerRecord layer)
    {
        var name = layer.Layer.Name;
        if (layer.WeightShape is { } weight) yield return ($"{name}.weight", weight);
        if (layer.BiasShape is { } bias) yield return ($"{name}.bias", bias);
        if (!layer.RunningStatistics) yield break;
        yield return ($"{name}.running_mean", [layer.Units]);
        yield return ($"{name}.running_variance", [layer.Units]);
    }

    private static string Text(IEnumerable<int> shape) => $"[{string.Join(", ", shape)}]";
}
