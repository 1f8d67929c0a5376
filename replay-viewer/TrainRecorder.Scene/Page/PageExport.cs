namespace TrainRecorder.Scene.Page;

/// <summary>Makes the document of a page and the data beside it.</summary>
public static class PageExport
{
    /// <summary>The most samples of the probe whose activations a page holds.</summary>
    public const int MostSamples = 10;

    /// <summary>The samples of the probe that a page holds: the first of each class, and then the first of the others.</summary>
    public static IReadOnlyList<int> Samples(PageSource source)
    {
        string Class(int sample) => source.Samples[sample].Split(": ", 2)[^1];
        int[] all = [.. Enumerable.Range(0, source.Samples.Count)];
        return [.. all.DistinctBy(Class).Concat(all).Distinct().Take(MostSamples).Order()];
    }

    /// <summary>Writes the data of the epochs shown and returns the document that describes it.</summary>
    /// <param name="source">The recording.</param>
    /// <param name="ranges">Its ranges.</param>
    /// <param name="epochs">The epochs shown, increasing, at least one.</param>
    /// <param name="data">Takes the tensors, uncompressed; not closed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<PageDocument> WriteAsync(
        PageSource source, PageRanges ranges, IReadOnlyList<int> epochs, Stream data, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<int> samples = Samples(source);
        FrameBuffers frames = await FrameBuffers.GatherAsync(source, ranges, epochs, samples, cancellationToken).ConfigureAwait(false);
        TensorPacker packer = new(data);
        foreach ((string name, (float[] values, int width)) in frames.Tensors)
            packer.Frames(name, values, width);
        PageDescription description = new(source, ranges, packer);
        return description.Write(epochs, live: false) with
        {
            Samples = [.. samples.Select(sample => source.Samples[sample])],
            Edges = [.. source.Links.Select(link => description.Edges(link, frames.Kept(link)))],
        };
    }

    /// <summary>Writes layouts and curves and returns the document of a recording whose frames are asked for one at a time.</summary>
    /// <param name="source">The recording.</param>
    /// <param name="ranges">Its ranges.</param>
    /// <param name="live">It is still being written.</param>
    /// <param name="data">Takes the tensors; not closed.</param>
    public static PageDocument Describe(PageSource source, PageRanges ranges, bool live, Stream data) =>
        new PageDescription(source, ranges, new TensorPacker(data)).Write(source.History.Epochs, live);
}
