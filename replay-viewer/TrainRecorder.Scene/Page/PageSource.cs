using TrainRecorder.Recording;
using TrainRecorder.Scene.Reading;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Wiring;

namespace TrainRecorder.Scene.Page;

/// <summary>The recording of which a page is made.</summary>
public sealed record PageSource
{
    private DrawnNetwork? _drawn;

    /// <summary>The layers as recorded.</summary>
    public required NetworkShape Recorded { get; init; }

    /// <summary>The layers as drawn: a unit of a convolution is a channel, and what only passes on is left out.</summary>
    public NetworkShape Network => Drawn.Network;

    /// <summary>How the layers are drawn, and what runs between them.</summary>
    public DrawnNetwork Drawn => _drawn ??= DrawnNetwork.Of(Recorded);

    /// <summary>Curves and ranges over the whole recording.</summary>
    public required RunHistory History { get; init; }

    /// <summary>The weights between layers.</summary>
    public required IReadOnlyList<PageLink> Links { get; init; }

    /// <summary>The run, <c>runs/ID</c>.</summary>
    public required string Run { get; init; }

    /// <summary>What wrote the recording.</summary>
    public required string Software { get; init; }

    /// <summary>What the diagnostics found, by epoch.</summary>
    public IReadOnlyList<PageFinding> Findings { get; init; } = [];

    /// <summary>The samples of the probe, in order: what each is called. Empty if no activations are recorded.</summary>
    public IReadOnlyList<string> Samples { get; init; } = [];

    /// <summary>The columns that were not recorded at every epoch, and when they were.</summary>
    public IReadOnlyDictionary<string, PageSchedule> Schedules { get; init; } = new Dictionary<string, PageSchedule>();

    /// <summary>The mean input is in the units of the data.</summary>
    public bool InputInDataUnits { get; init; }

    /// <summary>Reads what is seen of an epoch.</summary>
    public required Func<int, PageSelection, CancellationToken, Task<PageFrame>> ReadAsync { get; init; }

    /// <summary>All that can be read of an epoch, but only of one sample in eight, for ranges.</summary>
    public PageSelection Everything => new(
        Weights: true, Gradients: Links.Any(link => link.HasGradient), [.. Enumerable.Range(0, Samples.Count).Where(sample => sample % 8 == 0)]);

    /// <summary>The history with the ranges of weights as they are known by now, which of a live recording grow.</summary>
    internal RunHistory HistoryWith(PageRanges ranges)
    {
        WeightRange?[] weights = [.. History.Weights];
        for (int place = 0; place < Drawn.Recorded.Count; place++)
            weights[Drawn.Recorded[place]] = ranges.Weights[place]?.Union(weights[Drawn.Recorded[place]]) ?? weights[Drawn.Recorded[place]];
        return History with { Weights = weights };
    }

    /// <summary>A recording as a source.</summary>
    /// <remarks>Does not own the recording.</remarks>
    /// <exception cref="RecordingException">It holds no epoch yet, or is damaged.</exception>
    public static async Task<PageSource> OpenAsync(RecordingReader recording, CancellationToken cancellationToken = default)
    {
        RunReader run = await RunReader.OpenAsync(recording, cancellationToken).ConfigureAwait(false);
        DrawnNetwork drawn = DrawnNetwork.Of(run.Network);
        IReadOnlyList<PageLink> links = PageLink.Of(drawn, path => recording.Schema.Find(path) is not null);
        InputMean? input = await InputMean.ReadAsync(
            new ForgivingReader(recording), recording.Manifest, recording.Epochs[0], run.Network.Layers[0], sample: null, cancellationToken).ConfigureAwait(false);
        FrameReader frames = new(recording, drawn.Network, links, input);
        return new PageSource
        {
            Recorded = run.Network,
            History = run.History,
            Links = links,
            Run = recording.Manifest.Run,
            Software = recording.Manifest.Software,
            Findings = await PageFinding.ReadAsync(recording, recording.Epochs, cancellationToken).ConfigureAwait(false),
            Samples = await frames.SamplesAsync(cancellationToken).ConfigureAwait(false),
            Schedules = PageSchedule.Of(recording.Schema, recording.Manifest.Job),
            InputInDataUnits = input is { InDataUnits: true },
            ReadAsync = frames.ReadAsync,
        };
    }
}
