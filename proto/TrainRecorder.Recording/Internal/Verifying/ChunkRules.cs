using System.Text.Json;
using TrainRecorder.Recording.Internal.Parquet;

namespace TrainRecorder.Recording.Internal.Verifying;

/// <summary>What the values of a column must satisfy beside being whole.</summary>
internal static class ChunkRules
{
    /// <param name="buffer">Of the chunk's column; what is in it is lost.</param>
    /// <param name="firstEpoch">The first epoch of the recording: the only one with columns of the schedule <c>first</c>.</param>
    public static IEnumerable<string> Faults(DecodedChunk chunk, ColumnBuffer buffer, RecordingSchema schema, GroupInfo group, int firstEpoch)
    {
        for (int row = 0; row < chunk.Rows; row++)
        {
            int epoch = group.FirstEpoch + row;
            if (chunk.Column.Index == 0 && chunk.Scalar(row) != epoch)
            {
                yield return $"row {row} of the row group has epoch {chunk.Scalar(row)}, {epoch} is due";
            }

            if (!chunk.IsNull(row) && !schema.IsDue(chunk.Column, epoch, firstEpoch))
            {
                yield return $"epoch {epoch} has a value, though the schedule is '{chunk.Column.Info.Schedule}'";
            }

            if (chunk.Column.Path == StandardColumns.Findings && FindingsFault(chunk, row) is { } fault)
            {
                yield return $"epoch {epoch}: {fault}";
            }
        }

        if (!chunk.IsCanonical(buffer))
        {
            yield return "a value is not in its canonical form: a NaN of another kind, or mantissa bits that should be gone";
        }
    }

    private static string? FindingsFault(DecodedChunk chunk, int row)
    {
        try
        {
            if (chunk.Text(row) is { } text)
            {
                using JsonDocument document = JsonDocument.Parse(text);
                return document.RootElement.ValueKind == JsonValueKind.Array ? null : "the text is no JSON list";
            }

            return null;
        }
        catch (JsonException e)
        {
            return $"the text is no JSON: {e.Message}";
        }
    }
}
