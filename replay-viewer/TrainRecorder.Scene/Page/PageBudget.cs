using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Page;

/// <summary>How many bytes the data of a page can take. What is estimated is never exceeded: gzip makes it smaller, hardly ever larger.</summary>
public static class PageBudget
{
    private const int BytesPerValue = 2;
    private const int PerUnit = 3;
    private const int PerEdgeEnds = 8;
    private const int CurvePoint = 4;

    /// <summary>Edges between wide layers that are kept for each that is drawn at one epoch: the strongest differ from epoch to epoch.</summary>
    private const int KeptPerDrawn = 8;

    /// <summary>The most edges kept between layers of given units.</summary>
    public static int EdgesKept(int unitsFrom, int unitsTo) =>
        (int)Math.Min((long)unitsFrom * unitsTo, (long)KeptPerDrawn * EdgeBudget.Between(unitsFrom, unitsTo));

    /// <summary>How many epochs fit into a page.</summary>
    /// <param name="network">The layers.</param>
    /// <param name="recorded">Epochs in the recording.</param>
    /// <param name="pageBytes">The largest size of the page.</param>
    /// <returns>At most <paramref name="recorded"/>; 0 if not even one fits.</returns>
    public static int Epochs(NetworkShape network, int recorded, long pageBytes)
    {
        // The document as JSON, the page itself, gzip's own bytes; base64 makes four of three.
        long names = network.Layers.Sum(layer => layer.UnitNames.Sum(name => 6L * name.Length + 3));
        long data = (pageBytes - PageCode - names) / 4 * 3;
        long constant = 5L * CurvePoint * recorded;
        long frame = 0;
        foreach ((LayerShape? before, LayerShape layer) in Pairs(network))
        {
            constant += 2L * 3 * sizeof(float) * layer.Units;
            frame += (long)BytesPerValue * PerUnit * layer.Units + 2 * BytesPerValue;
            if (before is null || !layer.HasWeights)
                continue;
            long edges = EdgeBudget.LeavesOut(before.Units, layer.Units) ? EdgesKept(before.Units, layer.Units) : (long)before.Units * layer.Units;
            constant += PerEdgeEnds * edges;
            frame += BytesPerValue * edges;
        }
        return (int)Math.Clamp((long)((data - constant) * GzipShare) / Math.Max(frame, 1), 0, recorded);
    }

    private const long PageCode = 256 << 10;
    private const double GzipShare = 0.999;

    private static IEnumerable<(LayerShape? Before, LayerShape Layer)> Pairs(NetworkShape network) =>
        network.Layers.Select((layer, index) => (index == 0 ? null : network.Layers[index - 1], layer));
}
