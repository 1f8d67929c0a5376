using System.Text;

namespace TrainRecorder.Recording.Internal.Writing;

/// <summary>
/// The raw size of a row: a fixed part, and the values of its lists and texts. How rows share row groups follows from it alone,
/// so that the same epochs make the same file, however they were cut into segments.
/// </summary>
internal static class RowSize
{
    public static long Of(EpochRow row)
    {
        long size = Limits.RowBytes;
        foreach (RecordingColumn column in row.Schema.Columns)
        {
            if (column.Kind.IsList() && row.IsRecorded(column))
            {
                size += OfList(column);
            }
            else if (column.Kind == ValueKind.Text && row.Text(column) is { } text)
            {
                size += Encoding.UTF8.GetByteCount(text);
            }
        }

        return size;
    }

    public static long OfList(RecordingColumn column) => (long)column.Length * column.Kind.Width();

    /// <summary>A row group of this size has no room for another row of this size.</summary>
    public static bool IsFull(int rows, long groupSize, long rowSize) => rows > 0 && groupSize + rowSize > Limits.GroupBytes;
}
