using TrainRecorder.Recording.Internal.Policy;
using TrainRecorder.Recording.Internal.Reading;

namespace TrainRecorder.Recording.Internal.Exporting;

/// <summary>Finds and reads the tensors that are to be exported.</summary>
internal static class TensorReading
{
    /// <summary>The tensors that patterns name at an epoch, in the order of the columns. What a pattern with <c>*</c> finds unrecorded is left out.</summary>
    /// <exception cref="RecordingException">A name or pattern has no column that was recorded at the epoch.</exception>
    public static async Task<List<ExportedTensor>> ReadAsync(
        RecordingReader reader, IReadOnlyList<string> patterns, int epoch, UnitRange? units, CancellationToken cancellationToken)
    {
        SortedDictionary<int, ExportedTensor> tensors = [];
        foreach (string pattern in patterns)
        {
            bool isFound = false;
            foreach (RecordingColumn column in Columns(reader.Schema, pattern))
            {
                if (await ReadAsync(reader, column, epoch, units, cancellationToken).ConfigureAwait(false) is { } values)
                {
                    tensors[column.Index] = new ExportedTensor(column.Path, UnitSlice.Shape(column, units), values);
                    isFound = true;
                }
                else if (column.Path == pattern)
                {
                    throw new RecordingException(RecordingFault.NotRecorded, $"{column.Path} was not recorded at epoch {epoch}; its schedule is '{column.Schedule}'.");
                }
            }

            if (!isFound)
            {
                throw new RecordingException(RecordingFault.NotRecorded, $"Nothing that '{pattern}' names was recorded at epoch {epoch}.");
            }
        }

        return [.. tensors.Values];
    }

    private static RecordingColumn[] Columns(RecordingSchema schema, string pattern)
    {
        if (schema.Find(pattern) is { } exact)
        {
            return exact.Kind.IsList()
                ? [exact]
                : throw new RecordingException(RecordingFault.NotRecorded, $"{exact.Path} is a {exact.Info.Type}, not a tensor.");
        }

        RecordingColumn[] columns = [.. schema.Columns.Where(column => column.Kind.IsList() && ColumnPattern.IsMatch(pattern, column.Path))];
        return columns.Length > 0
            ? columns
            : throw new RecordingException(RecordingFault.NotRecorded, pattern.Contains('*', StringComparison.Ordinal)
                ? $"The recording has no tensor that matches '{pattern}'."
                : $"The recording has no column '{pattern}'.");
    }

    private static async Task<Array?> ReadAsync(
        RecordingReader reader, RecordingColumn column, int epoch, UnitRange? units, CancellationToken cancellationToken) => (column.Kind, units) switch
    {
        (ValueKind.FloatList, UnitRange range) => await reader.ReadUnitsAsync(column.Path, epoch, range.First, range.Count, cancellationToken).ConfigureAwait(false),
        (ValueKind.FloatList, null) => await reader.ReadFloatsAsync(column.Path, epoch, cancellationToken).ConfigureAwait(false),
        (_, UnitRange) => throw new RecordingException(RecordingFault.NotRecorded, $"{column.Path} has no axis of units."),
        (ValueKind.DoubleList, null) => await reader.ReadDoublesAsync(column.Path, epoch, cancellationToken).ConfigureAwait(false),
        _ => await reader.ReadIntegersAsync(column.Path, epoch, cancellationToken).ConfigureAwait(false),
    };
}
