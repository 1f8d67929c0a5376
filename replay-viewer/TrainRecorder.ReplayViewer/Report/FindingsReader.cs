using System.Runtime.CompilerServices;
using Google.Protobuf;
using Google.Protobuf.Collections;
using TrainRecorder.Recording;
using TrainRecorder.V1;

namespace TrainRecorder.ReplayViewer.Report;

/// <summary>Reads the findings of a recording, an epoch at a time.</summary>
internal static class FindingsReader
{
    private static readonly JsonParser s_parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>The findings of each epoch, in order; null where none are recorded, which is not the same as an empty list.</summary>
    /// <exception cref="RecordingException">What is recorded is no list of findings, or damaged.</exception>
    public static async IAsyncEnumerable<(int Epoch, IReadOnlyList<Finding>? Findings)> ReadAsync(
        RecordingReader recording, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (recording.Schema.Find("findings") is null)
            yield break;
        foreach (int epoch in recording.Epochs)
        {
            string? json = await recording.ReadFindingsAsync(epoch, cancellationToken).ConfigureAwait(false);
            yield return (epoch, json is null ? null : Parse(json, epoch));
        }
    }

    private static RepeatedField<Finding> Parse(string json, int epoch)
    {
        try
        {
            return s_parser.Parse<EpochMetrics>($"{{\"findings\":{json}}}").Findings;
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new RecordingException(RecordingFault.Damaged, $"the findings of epoch {epoch} cannot be read: {error.Message}");
        }
    }
}
