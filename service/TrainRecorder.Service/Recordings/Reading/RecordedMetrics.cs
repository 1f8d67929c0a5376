using System.Text.Json;
using Google.Protobuf;
using TrainRecorder.Recording;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Recordings.Reading;

/// <summary>The numbers of an epoch as a recording's columns have them.</summary>
internal static class RecordedMetrics
{
    private const string Train = "train.";
    private const string Validation = "validation.";
    private const string Findings = "findings";
    private static readonly JsonParser s_json = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>Reads them.</summary>
    /// <exception cref="RecordingException">The recording is damaged.</exception>
    public static async Task<EpochMetrics> ReadAsync(RecordingReader reader, int epoch, CancellationToken cancellationToken)
    {
        var metrics = new EpochMetrics
        {
            Epoch = epoch,
            Step = (long)(await reader.ReadScalarAsync("step", epoch, cancellationToken) ?? 0),
            ElapsedSeconds = await reader.ReadScalarAsync("elapsed_seconds", epoch, cancellationToken) ?? 0,
        };
        foreach (var column in reader.Schema.Columns.Where(column => column.Info.Type == "double"))
        {
            var group = column.Path.StartsWith(Train, StringComparison.Ordinal) ? metrics.Train : column.Path.StartsWith(Validation, StringComparison.Ordinal) ? metrics.Validation : null;
            if (group is not null && await reader.ReadScalarAsync(column.Path, epoch, cancellationToken) is { } value) group[column.Path[(column.Path.IndexOf('.', StringComparison.Ordinal) + 1)..]] = value;
        }

        if (reader.Schema.Find(Findings) is not null && await reader.ReadFindingsAsync(epoch, cancellationToken) is { Length: > 0 } findings) metrics.Findings.AddRange(Parse(findings, epoch));
        return metrics;
    }

    private static List<Finding> Parse(string findings, int epoch)
    {
        try
        {
            using var list = JsonDocument.Parse(findings);
            return [.. list.RootElement.EnumerateArray().Select(item => s_json.Parse<Finding>(item.GetRawText()))];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new RecordingException(RecordingFault.Damaged, $"The findings of epoch {epoch} are no list of findings: {fault.Message}", fault);
        }
    }
}
