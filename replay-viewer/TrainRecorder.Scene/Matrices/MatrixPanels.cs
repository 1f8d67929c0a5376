using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Wiring;

namespace TrainRecorder.Scene.Matrices;

/// <summary>Chooses the panels of a view.</summary>
internal static class MatrixPanels
{
    private const int Most = 24;

    /// <summary>The panels of a view, at least one.</summary>
    /// <exception cref="SceneException">This network has no such layer, or too many.</exception>
    public static IReadOnlyList<IMatrixPanel> Of(NetworkShape network, DrawnNetwork drawn, RunHistory history, SceneOptions options, TypeScale type)
    {
        int[] candidates = [.. Candidates(network, drawn, options)];
        if (options.Layer is { } name)
        {
            int index = IndexOf(network, name);
            if (!candidates.Contains(index))
                throw new SceneException($"the layer '{name}' has {Wanted(options.View)}: choose {Names(network, candidates)}");
            candidates = [index];
        }
        if (candidates.Length == 0)
            throw new SceneException($"no layer of this network has {Needed(options.View)}");
        return options.View switch
        {
            NetworkView.Heatmap when candidates.Length > Most => throw new SceneException(
                $"{candidates.Length} layers are too many for one picture: choose one with its name: {Names(network, candidates)}"),
            NetworkView.Heatmap => [.. candidates.Select(index => new HeatmapPanel(network.Layers[index], index, Largest(history, index), options.Theme, type))],
            _ => [Tiles(network, candidates[0], Largest(history, candidates[0]), options, type)],
        };
    }

    private static IEnumerable<int> Candidates(NetworkShape network, DrawnNetwork drawn, SceneOptions options)
    {
        for (int index = 1; index < network.Layers.Count; index++)
        {
            IReadOnlyList<int> shape = network.Layers[index].WeightShape;
            bool fits = options.View switch
            {
                NetworkView.Heatmap => shape.Count >= 2,
                NetworkView.Kernels => shape.Count > 2,
                _ => shape.Count > 2 || (shape.Count == 2 && ImageInto(network, drawn, index) is not null),
            };
            if (fits)
                yield return index;
        }
    }

    /// <summary>The image whose pixels are the inputs of a dense layer.</summary>
    private static ImageShape? ImageInto(NetworkShape network, DrawnNetwork drawn, int index)
    {
        int place = drawn.Recorded.ToList().IndexOf(index);
        int from = place > 0 && drawn.WireOf(place) is { } wire ? drawn.Recorded[wire.From] : index - 1;
        ImageShape? image = network.Layers[from].Image;
        return image is { } shape && shape.Channels * shape.Pixels == network.Layers[index].WeightShape[1] ? image : null;
    }

    private static TilePanel Tiles(NetworkShape network, int index, float largest, SceneOptions options, TypeScale type)
    {
        LayerShape layer = network.Layers[index];
        IReadOnlyList<int> shape = layer.WeightShape;
        if (shape.Count == 2)
        {
            ImageShape image = ImageInto(network, DrawnNetwork.Of(network), index)!.Value;
            TileArrangement filters = new(shape[0] * image.Channels, image.Channels, new ImageShape(1, image.Height, image.Width), IsTable: false);
            return new TilePanel(layer, index, filters, "filters", largest, options.Theme, type);
        }
        ImageShape kernel = new(1, shape.Count > 3 ? shape[2] : 1, shape[^1]);
        TileArrangement kernels = new(shape[0] * shape[1], shape[1], kernel, IsTable: options.View == NetworkView.Kernels && shape[1] > 1);
        return new TilePanel(layer, index, kernels, "kernels", largest, options.Theme, type);
    }

    /// <summary>The largest weight itself: norms of kernels, which lines show, are larger than it.</summary>
    private static float Largest(RunHistory history, int index) => history.Weights[index] is { } range ? range.LargestSingle : 1;

    private static int IndexOf(NetworkShape network, string name) =>
        network.Layers.Select((layer, index) => (layer, index)).Where(item => item.layer.Name == name).Select(item => item.index).FirstOrDefault(-1);

    private static string Names(NetworkShape network, int[] layers) =>
        layers.Length == 0 ? "another view" : string.Join(", ", layers.Select(index => network.Layers[index].Name));

    private static string Wanted(NetworkView view) => view switch
    {
        NetworkView.Heatmap => "no recorded weights",
        NetworkView.Kernels => "no kernels",
        _ => "no image coming in",
    };

    private static string Needed(NetworkView view) => view switch
    {
        NetworkView.Heatmap => "recorded weights",
        NetworkView.Kernels => "kernels",
        _ => "an image coming in",
    };
}
