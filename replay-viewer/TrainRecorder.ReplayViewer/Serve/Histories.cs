using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using TrainRecorder.Recording;
using TrainRecorder.Scene.Page;
using TrainRecorder.Scene.Reading;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.ReplayViewer.Serve;

/// <summary>Something over the epochs of a recording: two tensors, <c>epochs</c> and <c>values</c> <c>[epochs, width]</c>, NaN where it was not recorded.</summary>
internal static class Histories
{
    /// <summary>Epochs of what fills a picture some hundred pixels wide.</summary>
    private const int PictureEpochs = 400;

    /// <summary>Epochs of the ridges of a layer's weights: more lie too close to be told apart.</summary>
    private const int RidgeEpochs = 24;

    /// <summary>A quantity of all units of a layer.</summary>
    public static Task<byte[]> UnitsAsync(Shown shown, int layer, string quantity, CancellationToken cancellationToken)
    {
        LayerShape shape = Layer(shown, layer);
        if (!shown.Ranges.Quantities(layer).Contains(quantity) || quantity == "activation")
            throw new BadHttpRequestException("there is no such quantity", StatusCodes.Status404NotFound);
        string path = $"{shape.Name}.{quantity}";
        return shown.Reader.Schema.Find(path)?.Length == shape.Units
            ? PackAsync(shown, path, shape.Units, PictureEpochs, range => shown.Reader.ReadFloatsAsync(path, range, cancellationToken), values => values)
            : throw new BadHttpRequestException("it is the same at every epoch", StatusCodes.Status404NotFound);
    }

    /// <summary>The weights into a unit.</summary>
    public static Task<byte[]> IncomingAsync(Shown shown, int layer, int unit, CancellationToken cancellationToken)
    {
        string path = WeightPath(shown, layer);
        if (unit >= Layer(shown, layer).Units)
            throw new BadHttpRequestException("there is no such unit", StatusCodes.Status404NotFound);
        int width = shown.Reader.Schema[path].Length / Layer(shown, layer).Units;
        return PackAsync(shown, path, width, PictureEpochs, range => shown.Reader.ReadUnitsAsync(path, range, unit, 1, cancellationToken), values => values);
    }

    /// <summary>One weight; of a convolution the norm of the kernel.</summary>
    public static Task<byte[]> EdgeAsync(Shown shown, int layer, int source, int target, CancellationToken cancellationToken)
    {
        string path = WeightPath(shown, layer);
        PageLink link = shown.Source.Links.First(candidate => candidate.To == layer);
        if (target >= Layer(shown, layer).Units || source >= Layer(shown, link.From).Units)
            throw new BadHttpRequestException("there is no such weight", StatusCodes.Status404NotFound);
        return PackAsync(
            shown, path, 1, PictureEpochs, range => shown.Reader.ReadUnitsAsync(path, range, target, 1, cancellationToken), values => [link.Line(values, source, target)]);
    }

    /// <summary>The histogram of a layer's weights.</summary>
    public static Task<byte[]> RidgesAsync(Shown shown, int layer, CancellationToken cancellationToken)
    {
        string path = WeightPath(shown, layer);
        PageLink link = shown.Source.Links.First(candidate => candidate.To == layer);
        double reach = shown.Ranges.Weights[layer]?.Largest ?? 0;
        return PackAsync(
            shown, path, LinkFacts.Bins, RidgeEpochs, range => EachAsync(range), values => LinkFacts.Histogram(link.Wire.Matrix(values), reach));

        // Far between, so each is read alone rather than all in a row.
        async IAsyncEnumerable<(int Epoch, float[]? Values)> EachAsync(EpochRange range, [EnumeratorCancellation] CancellationToken stop = default)
        {
            foreach (int epoch in EpochSpread.Choose([.. Recorded(shown, path).Where(epoch => epoch <= range.Last)], RidgeEpochs))
                yield return (epoch, await shown.Reader.ReadFloatsAsync(path, epoch, cancellationToken).ConfigureAwait(false));
        }
    }

    private static LayerShape Layer(Shown shown, int layer) => layer < shown.Source.Network.Layers.Count
        ? shown.Source.Network.Layers[layer]
        : throw new BadHttpRequestException("there is no such layer", StatusCodes.Status404NotFound);

    private static string WeightPath(Shown shown, int layer) => shown.Source.Links.Any(link => link.To == layer)
        ? Layer(shown, layer).Name + ".weight"
        : throw new BadHttpRequestException("the layer has no weights that can be shown", StatusCodes.Status404NotFound);

    /// <summary>The epochs at which a column was recorded, as its schedule says.</summary>
    private static int[] Recorded(Shown shown, string path)
    {
        RecordingColumn column = shown.Reader.Schema[path];
        IReadOnlyList<int> epochs = shown.Source.History.Epochs;
        return [.. epochs.Where((epoch, place) => place == 0 || shown.Reader.Schema.IsDue(column, epoch, epochs[0]))];
    }

    private static async Task<byte[]> PackAsync(
        Shown shown, string path, int width, int most, Func<EpochRange, IAsyncEnumerable<(int Epoch, float[]? Values)>> read, Func<float[], float[]> take)
    {
        IReadOnlyList<int> epochs = EpochSpread.Choose(Recorded(shown, path), most);
        float[] values = new float[epochs.Count * width];
        Array.Fill(values, float.NaN);
        int row = 0;
        await foreach ((int epoch, float[]? recorded) in read(new EpochRange(epochs[0], epochs[^1])).ConfigureAwait(false))
        {
            if (row == epochs.Count || epoch != epochs[row])
                continue;
            if (recorded is not null)
                take(recorded).CopyTo(values, row * width);
            row++;
        }
        return PagePack.Write(packer =>
        {
            packer.Floats("epochs", [.. epochs.Select(epoch => (float)epoch)]);
            packer.Floats("values", values, epochs.Count, width);
        });
    }
}
