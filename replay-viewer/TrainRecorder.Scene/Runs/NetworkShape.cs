using Google.Protobuf.Collections;
using TrainRecorder.V1;

namespace TrainRecorder.Scene.Runs;

/// <summary>The layers of a network from input to output.</summary>
public sealed record NetworkShape(IReadOnlyList<LayerShape> Layers)
{
    /// <summary>The layers that a manifest describes.</summary>
    public static NetworkShape FromManifest(Manifest manifest)
    {
        List<LayerShape> layers = [];
        for (int index = 0; index < manifest.Layers.Count; index++)
            layers.Add(Layer(manifest, index));
        return new NetworkShape(layers);
    }

    /// <summary>Dense layers of given sizes, named and titled as the service does.</summary>
    /// <param name="units">Units a layer, at least two layers.</param>
    /// <param name="activation">The activation of the hidden layers.</param>
    /// <param name="output">The activation of the output layer.</param>
    public static NetworkShape Dense(IReadOnlyList<int> units, string activation = "tanh", string output = "softmax") => new(
    [
        .. units.Select((count, index) => (index, units.Count - 1 - index) switch
        {
            (0, _) => new LayerShape { Name = "input", Title = "Input Layer", Kind = "input", Units = count },
            (_, 0) => new LayerShape { Name = "output", Title = "Output Layer", Units = count, Activation = output, HasWeights = true, WeightShape = [count, units[index - 1]] },
            _ => new LayerShape
            {
                Name = $"hidden{index}",
                Title = $"Hidden Layer {index}",
                Units = count,
                Activation = activation,
                HasWeights = true,
                WeightShape = [count, units[index - 1]],
                HasSaturation = true,
            },
        }),
    ]);

    /// <summary>Dense layers of given sizes of which no recording exists.</summary>
    /// <param name="units">Units a layer, at least two layers.</param>
    /// <param name="hasWeights">Their weights are known.</param>
    public static NetworkShape Sketch(IReadOnlyList<int> units, bool hasWeights) => new(
    [
        .. Dense(units, "", "").Layers.Select(layer => layer with { IsSketch = true, HasSaturation = false, HasWeights = layer.HasWeights && hasWeights }),
    ]);

    private static LayerShape Layer(Manifest manifest, int index)
    {
        LayerInfo info = manifest.Layers[index];
        DataSummary data = manifest.Data ?? new DataSummary();
        int units = Product(info.Shape);
        int[] inputs = [.. info.Inputs.Select(name => IndexOf(manifest, name)).Where(place => place >= 0 && place < index)];
        int before = index == 0 ? 0 : Product(manifest.Layers[inputs.Length > 0 ? inputs[0] : index - 1].Shape);
        RepeatedField<string> names = index == 0 ? data.Features : index == manifest.Layers.Count - 1 ? data.Classes : [];
        RepeatedField<int>? recorded = manifest.Columns.FirstOrDefault(column => column.Path == info.Name + ".weight")?.Shape;
        return new LayerShape
        {
            Name = info.Name,
            Title = info.Title.Length > 0 ? info.Title : info.Name,
            Kind = info.Kind,
            Units = units,
            Activation = info.Activation,
            Image = Image(info) ?? (index == 0 && Product(data.InputShape) == units ? Image(data.InputShape) : null),
            UnitNames = names.Count == units ? names : [],
            Inputs = inputs,
            WeightShape = recorded is null && info.Kind == "dense" ? [units, before] : [.. recorded ?? []],
            HasWeights = recorded?.SequenceEqual([units, before]) == true,
            HasSaturation = Recorded(manifest, info.Name + ".saturation") is not null,
        };
    }

    private static int IndexOf(Manifest manifest, string name)
    {
        for (int index = 0; index < manifest.Layers.Count; index++)
        {
            if (manifest.Layers[index].Name == name)
                return index;
        }
        return -1;
    }

    private static ColumnInfo? Recorded(Manifest manifest, string path) =>
        manifest.Columns.FirstOrDefault(column => column.Path == path && column.Schedule != "never");

    private static int Product(RepeatedField<int> shape) => shape.Aggregate(1, (product, axis) => checked(product * axis));

    /// <summary>Of convolutions over time, and what follows them, the places of a channel lie in one row.</summary>
    private static ImageShape? Image(LayerInfo info) => info is { Shape: [int channels, > 1 and int length], Kind: "conv1d" or "max_pool" or "average_pool" or "batch_norm" }
        ? new ImageShape(channels, 1, length)
        : Image(info.Shape);

    private static ImageShape? Image(RepeatedField<int> shape) => shape switch
    {
        [> 1, > 1] => new ImageShape(1, shape[0], shape[1]),
        [_, int height, int width] when height * width > 1 => new ImageShape(shape[0], height, width),
        _ => null,
    };
}
