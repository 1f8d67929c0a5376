using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Page;

/// <summary>How many bytes the data of a page can take. What is estimated is never exceeded: gzip makes it smaller, hardly ever larger.</summary>
public static class PageBudget
{
    private const int BytesPerValue = 2;
    private const int PerEdgeEnds = 8;
    private const int CurvePoint = 4;
    private const long PageCode = 256 << 10;
    private const long PerTensor = 96;
    private const long PerFinding = 400;
    private const double GzipShare = 0.999;

    /// <summary>Edges between wide layers that are kept for each that is drawn at one epoch: the strongest differ from epoch to epoch.</summary>
    private const int KeptPerDrawn = 8;

    /// <summary>The most edges kept between layers of given units.</summary>
    public static int EdgesKept(int unitsFrom, int unitsTo) =>
        (int)Math.Min((long)unitsFrom * unitsTo, (long)KeptPerDrawn * EdgeBudget.Between(unitsFrom, unitsTo));

    /// <summary>How many epochs fit into a page.</summary>
    /// <param name="source">The recording.</param>
    /// <param name="ranges">Its ranges, which say what is recorded.</param>
    /// <param name="samples">Samples of the probe whose activations are shown.</param>
    /// <param name="pageBytes">The largest size of the page.</param>
    /// <returns>At most as many as are recorded; 0 if not even one fits.</returns>
    public static int Epochs(PageSource source, PageRanges ranges, int samples, long pageBytes)
    {
        int recorded = source.History.Epochs.Count;
        IReadOnlyList<LayerShape> layers = source.Network.Layers;

        // The document as JSON, the page itself, gzip's own bytes; base64 makes four of three.
        long names = layers.Sum(layer => layer.UnitNames.Sum(name => 6L * name.Length + 3)) + 12L * recorded
            + source.Findings.Sum(finding => PerFinding + 8L * finding.Units.Count + 6L * finding.Advice.Length);
        long constant = 5L * CurvePoint * recorded;
        long frame = 0;
        for (int index = 0; index < layers.Count; index++)
        {
            long quantities = ranges.Quantities(index).Count() + samples;
            names += PerTensor * (quantities + 3);
            constant += 2L * 3 * sizeof(float) * layers[index].Units;
            frame += BytesPerValue * (quantities * layers[index].Units + 2);
        }
        foreach (PageLink link in source.Links)
        {
            (int from, int to) = (layers[link.From].Units, layers[link.To].Units);
            bool leavesOut = EdgeBudget.LeavesOut(from, to);
            long edges = leavesOut ? EdgesKept(from, to) : (long)from * to;
            names += 6 * PerTensor;
            constant += leavesOut ? PerEdgeEnds * edges : 0;
            frame += BytesPerValue * (edges * (link.HasGradient ? 2 : 1) + LinkFacts.Bins + 1);
            frame += leavesOut ? BytesPerValue * 2L * LinkFacts.Groups(from) * LinkFacts.Groups(to) : 0;
        }
        long data = (pageBytes - PageCode - names) / 4 * 3;
        return (int)Math.Clamp((long)((data - constant) * GzipShare) / Math.Max(frame, 1), 0, recorded);
    }
}
