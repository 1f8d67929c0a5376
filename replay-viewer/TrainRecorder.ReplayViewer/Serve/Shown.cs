using TrainRecorder.Recording;
using TrainRecorder.Scene.Page;
using TrainRecorder.Scene.Reading;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.ReplayViewer.Serve;

/// <summary>What there is to see of a recording at some moment.</summary>
/// <param name="Reader">The recording.</param>
/// <param name="Source">What a page shows of it.</param>
/// <param name="Ranges">Its ranges.</param>
/// <param name="Live">It is still being written.</param>
internal sealed record Shown(RecordingReader Reader, PageSource Source, PageRanges Ranges, bool Live)
{
    /// <summary>What there is now, or null if nothing came.</summary>
    public async Task<Shown?> RefreshAsync(CancellationToken cancellationToken)
    {
        await Reader.RefreshAsync(cancellationToken).ConfigureAwait(false);
        int[] epochs = [.. Reader.Epochs];
        RunHistory history = Source.History;
        if (epochs.Length == 0 || epochs[^1] <= history.Epochs[^1])
            return null;
        int[] added = epochs[(Array.IndexOf(epochs, history.Epochs[^1]) + 1)..];
        PageRanges ranges = Ranges.Copy();
        foreach (int epoch in EpochSpread.Choose(added, PageRanges.Epochs))
            ranges.Take(Source, await Source.ReadAsync(epoch, Source.Everything, cancellationToken).ConfigureAwait(false));
        return this with
        {
            Ranges = ranges,
            Source = Source with
            {
                Findings = [.. Source.Findings, .. await PageFinding.ReadAsync(Reader, added, cancellationToken).ConfigureAwait(false)],
                History = history with
                {
                    Epochs = epochs,
                    TrainLoss = await CurveAsync("train.loss").ConfigureAwait(false),
                    ValidationLoss = await CurveAsync("validation.loss").ConfigureAwait(false),
                    TrainScore = await CurveAsync("train." + history.Score).ConfigureAwait(false),
                    ValidationScore = await CurveAsync("validation." + history.Score).ConfigureAwait(false),
                },
            },
        };

        async Task<Curve> CurveAsync(string path) => Reader.Schema.Find(path) is null
            ? Curve.Empty
            : new Curve([.. (await Reader.ReadScalarsAsync(path, cancellationToken).ConfigureAwait(false)).Take(epochs.Length)]);
    }
}
