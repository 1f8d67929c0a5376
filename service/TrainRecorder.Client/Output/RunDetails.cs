using System.Globalization;
using Spectre.Console;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Output;

/// <summary>One run, an aspect a line.</summary>
internal static class RunDetails
{
    public static Grid Of(Run run, DateTimeOffset now) => Details.Of(
        ("run", run.Name),
        ("name", run.Job?.Name),
        ("state", run.StateReason.Length > 0 ? $"{RunText.State(run.State)}: {run.StateReason}" : RunText.State(run.State)),
        ("queue", run.Queue is { } place ? string.Create(CultureInfo.InvariantCulture, $"{place.Position}: {place.Reason}") : null),
        ("priority", run.Priority != 0 ? run.Priority.ToString(CultureInfo.InvariantCulture) : null),
        ("retry of", run.RetryOf),
        ("epoch", RunText.Epochs(run.Progress)),
        ("loss", Scores.TrainLoss(run.Progress?.Metrics)),
        ("validation", Scores.LossAndValidation(run.Progress?.Metrics)),
        ("layers", run.Job?.Network is { } network ? RunText.Layers(network) : null),
        ("data", run.Job?.Data is { } data ? Source(data) : null),
        ("estimate", run.Estimate is { } estimate ? RunText.Estimate(estimate) : null),
        ("recording", run.Recording is { } recording ? $"{recording.State.ToString().ToLowerInvariant()}, {Quantities.Bytes(recording.Bytes)}" : null),
        ("sha256", run.Recording?.Sha256),
        ("lost attempts", run.LostAttempts > 0 ? string.Create(CultureInfo.InvariantCulture, $"{run.LostAttempts} in a row") : null),
        ("attempt", run.Attempt > 0 ? run.Attempt.ToString(CultureInfo.InvariantCulture) : null),
        ("submitted", When(run.CreateTime?.ToDateTimeOffset(), now)),
        ("started", When(run.StartTime?.ToDateTimeOffset(), now)),
        ("ended", When(run.EndTime?.ToDateTimeOffset(), now)));

    private static string Source(Data data) => data.SourceCase switch
    {
        Data.SourceOneofCase.Dataset => $"{data.Dataset}, label {data.Label}",
        Data.SourceOneofCase.Generate => $"generated: {data.Generate.KindCase.ToString().ToLowerInvariant()}",
        _ => "",
    };

    private static string? When(DateTimeOffset? moment, DateTimeOffset now) =>
        moment is { } at ? $"{at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC ({Quantities.Age(now - at)} ago)" : null;
}
