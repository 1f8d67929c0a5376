using TrainRecorder.ReplayViewer.Draw.Arrays;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.ReplayViewer.Draw;

/// <summary>Finds the weights of a network among the arrays of a file.</summary>
internal static class GivenWeights
{
    private const string Weight = ".weight";

    /// <summary>
    /// The weights into each layer, null for the input. By name if any array is called after a layer, <c>hidden1.weight</c>; otherwise the
    /// matrices of the file in their order. Arrays of one axis are biases, which are not drawn.
    /// </summary>
    /// <param name="network">The layers.</param>
    /// <param name="arrays">The arrays.</param>
    /// <param name="violations">Takes everything that does not fit.</param>
    public static float[]?[] Match(NetworkShape network, IReadOnlyList<NumpyArray> arrays, List<string> violations)
    {
        foreach (NumpyArray array in arrays.Where(array => array.Shape.Count is not (1 or 2)))
            violations.Add($"'{array.Name}' has {array.Shape.Count} axes ({array.ShapeText}): weights have two, [out, in], and biases one");
        string[] names = [.. network.Layers.Skip(1).Select(layer => layer.Name)];
        bool isNamed = arrays.Any(array => names.Contains(LayerOf(array.Name)));
        NumpyArray?[] chosen = isNamed ? ByName(names, arrays, violations) : InOrder(names, arrays, violations);
        float[]?[] weights = new float[]?[network.Layers.Count];
        for (int index = 1; index < weights.Length; index++)
        {
            if (chosen[index - 1] is not { } array)
                continue;
            (int outputs, int inputs) = (network.Layers[index].Units, network.Layers[index - 1].Units);
            if (array.Shape is [int rows, int columns] && rows == outputs && columns == inputs)
            {
                weights[index] = array.Values;
                continue;
            }
            string hint = array.Shape is [int first, int second] && first == inputs && second == outputs ? "; transpose it" : "";
            violations.Add($"'{array.Name}' is {array.ShapeText}: the weights into {names[index - 1]} are {outputs}x{inputs}, [out, in]{hint}");
        }
        return weights;
    }

    private static NumpyArray?[] ByName(string[] names, IReadOnlyList<NumpyArray> arrays, List<string> violations)
    {
        foreach (NumpyArray array in arrays.Where(array => array.Shape.Count == 2 && !names.Contains(LayerOf(array.Name))))
            violations.Add($"'{array.Name}' belongs to no layer: there are {string.Join(", ", names.Select(name => name + Weight))}");
        NumpyArray?[] chosen = [.. names.Select(name => arrays.FirstOrDefault(array => LayerOf(array.Name) == name))];
        foreach (string name in names.Where((_, index) => chosen[index] is null))
            violations.Add($"there is no array '{name}{Weight}'");
        return chosen;
    }

    private static NumpyArray?[] InOrder(string[] names, IReadOnlyList<NumpyArray> arrays, List<string> violations)
    {
        NumpyArray[] matrices = [.. arrays.Where(array => array.Shape.Count == 2)];
        if (matrices.Length == names.Length)
            return matrices;
        string found = matrices.Length == 0 ? "" : $" ({string.Join(", ", matrices.Take(8).Select(matrix => $"'{matrix.Name}' {matrix.ShapeText}"))})";
        violations.Add($"the file has {matrices.Length} weight matrices{found}, the shape needs {names.Length}");
        return new NumpyArray?[names.Length];
    }

    private static string LayerOf(string name) => name.EndsWith(Weight, StringComparison.Ordinal) ? name[..^Weight.Length] : "";
}
