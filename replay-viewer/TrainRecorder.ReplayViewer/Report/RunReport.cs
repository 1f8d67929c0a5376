using TrainRecorder.Recording;
using TrainRecorder.Scene.Figures.Losses;
using TrainRecorder.Scene.Figures.Reading;
using TrainRecorder.V1;

namespace TrainRecorder.ReplayViewer.Report;

/// <summary>What <c>replay report</c> says of a recording.</summary>
internal sealed record RunReport
{
    /// <summary>The job's name, or the run.</summary>
    public required string Name { get; init; }

    /// <summary>The run, <c>runs/ID</c>.</summary>
    public required string Run { get; init; }

    /// <summary>The first epoch recorded.</summary>
    public required int FirstEpoch { get; init; }

    /// <summary>The last epoch recorded.</summary>
    public required int LastEpoch { get; init; }

    /// <summary>The epoch with the smallest validation loss, and the loss; null if none was recorded.</summary>
    public required (int Epoch, double Loss)? Best { get; init; }

    /// <summary>The validation loss at the last epoch; null if none was recorded.</summary>
    public required double? LastLoss { get; init; }

    /// <summary>At how many epochs diagnostics looked for something.</summary>
    public required int EpochsWithDiagnostics { get; init; }

    /// <summary>Findings of all epochs.</summary>
    public required int Findings { get; init; }

    /// <summary>What was found, by rule and layer, in the order in which it was found first.</summary>
    public required IReadOnlyList<FindingGroup> Groups { get; init; }

    /// <summary>The layers but the input.</summary>
    public required IReadOnlyList<LayerReport> Layers { get; init; }

    /// <summary>Reads it. Memory does not grow with the number of epochs.</summary>
    /// <exception cref="RecordingException">It holds no epoch yet, or is damaged.</exception>
    public static async Task<RunReport> ReadAsync(RecordingReader recording, CancellationToken cancellationToken)
    {
        FigureSource source = new(recording);
        Manifest manifest = recording.Manifest;
        int last = recording.Epochs[^1], withDiagnostics = 0;
        Dictionary<(string Rule, string Layer), FindingGroup> groups = [];
        await foreach ((_, IReadOnlyList<Finding>? findings) in FindingsReader.ReadAsync(recording, cancellationToken).ConfigureAwait(false))
        {
            withDiagnostics += findings is null ? 0 : 1;
            foreach (Finding finding in findings ?? [])
            {
                if (!groups.TryGetValue((finding.Rule, finding.Layer), out FindingGroup? group))
                    groups[(finding.Rule, finding.Layer)] = group = new FindingGroup(finding);
                group.Add(finding);
            }
        }
        List<LayerReport> layers = [];
        foreach (LayerInfo layer in manifest.Layers.Skip(1))
            layers.Add(await LayerReport.ReadAsync(recording, layer, last, cancellationToken).ConfigureAwait(false));
        int? best = await BestEpoch.FindAsync(source, cancellationToken).ConfigureAwait(false);
        return new RunReport
        {
            Name = manifest.Job?.Name is { Length: > 0 } name ? name : manifest.Run,
            Run = manifest.Run,
            FirstEpoch = recording.Epochs[0],
            LastEpoch = last,
            Best = best is { } epoch ? (epoch, await LossAsync(epoch).ConfigureAwait(false) ?? double.NaN) : null,
            LastLoss = await LossAsync(last).ConfigureAwait(false),
            EpochsWithDiagnostics = IsDiagnosed(recording) ? recording.Epochs.Count : withDiagnostics,
            Findings = groups.Values.Sum(group => group.Count),
            Groups = [.. groups.Values.OrderBy(group => group.FirstEpoch)],
            Layers = layers,
        };

        // An epoch at which nothing was found has no list; the job tells whether anybody looked.
        static bool IsDiagnosed(RecordingReader recording) =>
            recording.Schema.Find("findings") is not null && recording.Manifest.Job?.Diagnostics is { HasOff: true, Off: false };

        Task<double?> LossAsync(int at) => recording.Schema.Find("validation.loss") is null
            ? Task.FromResult<double?>(null)
            : recording.ReadScalarAsync("validation.loss", at, cancellationToken);
    }
}
