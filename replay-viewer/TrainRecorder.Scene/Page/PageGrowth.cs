using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Page;

/// <summary>What was added to a live recording.</summary>
public sealed record PageGrowth
{
    /// <summary>The epochs that came, increasing.</summary>
    public required IReadOnlyList<int> Epochs { get; init; }

    /// <summary>The points of the curves at these epochs, by the curve's tensor; null where nothing was recorded.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<double?>> Curves { get; init; }

    /// <summary>What the diagnostics found at these epochs.</summary>
    public required IReadOnlyList<PageFinding> Findings { get; init; }

    /// <summary>The scales as they are now: they grow with what is recorded.</summary>
    public required IReadOnlyList<PageScale> Scales { get; init; }

    /// <summary>How lines are drawn now.</summary>
    public required PageStrokes Strokes { get; init; }

    /// <summary>The recording is still being written.</summary>
    public required bool Live { get; init; }

    /// <summary>Why what came last cannot be read; null if it can.</summary>
    public string? Fault { get; init; }

    /// <summary>What came after an epoch.</summary>
    public static PageGrowth Of(PageSource source, PageRanges ranges, int epoch, bool live, string? fault)
    {
        RunHistory history = source.History;
        int known = history.Epochs.Count(candidate => candidate <= epoch);
        return new PageGrowth
        {
            Epochs = [.. history.Epochs.Skip(known)],
            Curves = PageDescription.Curves(history).SelectMany(chart => chart.Curves.Select(curve => (Name: $"curve.{chart.Title}.{curve.Name}", curve.Curve)))
                .ToDictionary(
                    curve => curve.Name,
                    curve => (IReadOnlyList<double?>)[.. curve.Curve.Values.Skip(known).Select(value => double.IsFinite(value) ? value : default(double?))]),
            Findings = [.. source.Findings.Where(finding => finding.Epoch > epoch)],
            Scales = PageDescription.Layers(source, ranges).Scales,
            Strokes = PageDescription.Strokes(source, ranges),
            Live = live,
            Fault = fault,
        };
    }
}
