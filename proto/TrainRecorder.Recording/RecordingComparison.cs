using TrainRecorder.Recording.Internal.Comparing;
using TrainRecorder.Recording.Internal.Reading;

namespace TrainRecorder.Recording;

/// <summary>Says whether two recordings hold the same bits.</summary>
public static class RecordingComparison
{
    /// <summary>The only column that may differ between runs of the same job.</summary>
    public const string Exempt = "elapsed_seconds";

    /// <summary>Compares every value of every epoch, bit by bit, but for <see cref="Exempt"/>; how the epochs are packed does not matter.</summary>
    /// <param name="first">A recording: sealed or live.</param>
    /// <param name="second">Another.</param>
    /// <returns>The first difference, by epoch, then by column in the order of the file, then by index; null if there is none. NaN equals NaN.</returns>
    /// <remarks>Of the manifests the layers and the columns are compared. Memory holds one row group of each recording.</remarks>
    /// <exception cref="RecordingException">One of them is damaged.</exception>
    public static Task<RecordingDifference?> CompareAsync(RecordingReader first, RecordingReader second, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return Task.Run(
            () => ManifestDifference.Find(first.Manifest, second.Manifest) ?? Compare(first, second, cancellationToken), cancellationToken);
    }

    private static RecordingDifference? Compare(RecordingReader first, RecordingReader second, CancellationToken cancellationToken)
    {
        EpochIndex mine = first.Index, theirs = second.Index;
        List<RowComparison> columns = [.. first.Schema.Columns.Where(column => column.Path != Exempt).Select(column => new RowComparison(column))];
        try
        {
            for (int i = 0; i < Math.Max(mine.Epochs.Count, theirs.Epochs.Count); i++)
            {
                if (i == mine.Epochs.Count || i == theirs.Epochs.Count || mine.Epochs[i] != theirs.Epochs[i])
                {
                    return Missing(mine, theirs, i);
                }

                foreach (RowComparison column in columns)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (column.Find(mine.Epochs[i], mine.At(i), theirs.At(i)) is { } difference)
                    {
                        return difference;
                    }
                }
            }

            return null;
        }
        finally
        {
            columns.ForEach(column => column.Dispose());
        }
    }

    private static RecordingDifference Missing(EpochIndex mine, EpochIndex theirs, int index)
    {
        int? here = index < mine.Epochs.Count ? mine.Epochs[index] : null, there = index < theirs.Epochs.Count ? theirs.Epochs[index] : null;
        bool isHere = there is null || here < there;
        return new RecordingDifference(isHere ? here : there, "", null, [], isHere ? "a row" : "no row", isHere ? "no row" : "a row");
    }
}
