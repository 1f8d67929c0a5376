using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.Recording.Internal.Reading;
using TrainRecorder.Recording.Internal.Writing;

namespace TrainRecorder.Recording.Internal.Sealing;

/// <summary>A row group of the sealed file, and where its rows come from.</summary>
internal sealed record SealGroup(GroupInfo Group, IReadOnlyList<RowPlace> Rows)
{
    /// <summary>The rows are exactly those of one row group of a segment: its column chunks can be taken as they are.</summary>
    public bool IsCopy =>
        Rows[0].File.Footer.Groups[Rows[0].Group].Rows == Rows.Count
        && Rows[0].Row == 0
        && Rows.All(row => row.File == Rows[0].File && row.Group == Rows[0].Group);
}

/// <summary>How rows share the row groups of the sealed file: by the same rule as in a segment, over all rows.</summary>
internal static class SealPlan
{
    /// <param name="rows">In order of their epochs, which must follow one another.</param>
    /// <exception cref="RecordingException">An epoch is missing or there twice, or a segment is damaged.</exception>
    public static List<SealGroup> Of(IReadOnlyList<RowPlace> rows, CancellationToken cancellationToken)
    {
        List<SealGroup> groups = [];
        List<RowPlace> current = [];
        long size = 0;
        int firstEpoch = 0;
        RowSizes sizes = new();
        for (int i = 0; i < rows.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int epoch = rows[i].File.Footer.Groups[rows[i].Group].FirstEpoch + rows[i].Row;
            int due = firstEpoch + current.Count;
            if (current.Count > 0 && epoch != due)
            {
                string name = Path.GetFileName(rows[i].File.Path);
                throw new RecordingException(RecordingFault.Damaged, epoch > due
                    ? $"Epoch {due} is missing: {name} goes on with epoch {epoch}."
                    : $"Epoch {epoch} is there twice: {name} goes back to it, where epoch {due} is due.");
            }

            long rowSize = sizes.Of(rows[i]);
            if (current.Count > 0 && RowSize.IsFull(current.Count, size, rowSize))
            {
                groups.Add(new SealGroup(new GroupInfo(firstEpoch, current.Count), current));
                current = [];
                size = 0;
            }

            if (current.Count == 0)
            {
                firstEpoch = epoch;
            }

            current.Add(rows[i]);
            size += rowSize;
        }

        groups.Add(new SealGroup(new GroupInfo(firstEpoch, current.Count), current));
        return groups;
    }
}
