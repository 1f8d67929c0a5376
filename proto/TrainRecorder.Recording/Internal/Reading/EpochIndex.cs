namespace TrainRecorder.Recording.Internal.Reading;

/// <summary>Where a row is.</summary>
internal readonly record struct RowPlace(RecordingFile File, int Group, int Row);

/// <summary>Which file has which epoch. Of two attempts at an epoch the later one counts.</summary>
internal sealed class EpochIndex
{
    private readonly int[] _epochs;
    private readonly RowPlace[] _places;

    private EpochIndex(IReadOnlyList<RecordingFile> files, int[] epochs, RowPlace[] places)
    {
        Files = files;
        _epochs = epochs;
        _places = places;
    }

    public IReadOnlyList<RecordingFile> Files { get; }

    /// <summary>It is of one final file.</summary>
    public bool IsSealed { get; private init; }

    public IReadOnlyList<int> Epochs => _epochs;

    public static EpochIndex OfSealed(RecordingFile file)
    {
        EpochIndex index = Of([(file, 1)]);
        return new EpochIndex(index.Files, index._epochs, index._places) { IsSealed = true };
    }

    /// <param name="files">With the attempt that wrote each; the same number for all that may not have an epoch twice.</param>
    /// <exception cref="RecordingException">Two files of the same attempt have the same epoch.</exception>
    public static EpochIndex Of(IReadOnlyList<(RecordingFile File, int Attempt)> files)
    {
        SortedDictionary<int, (RowPlace Place, int Attempt)> places = [];
        foreach ((RecordingFile file, int attempt) in files)
        {
            for (int group = 0; group < file.Footer.Groups.Length; group++)
            {
                for (int row = 0; row < file.Footer.Groups[group].Rows; row++)
                {
                    int epoch = file.Footer.Groups[group].FirstEpoch + row;
                    if (places.TryGetValue(epoch, out (RowPlace Place, int Attempt) other) && other.Attempt == attempt)
                    {
                        throw new RecordingException(
                            RecordingFault.Damaged,
                            $"Epoch {epoch} is in two segments, and which of them counts is not said: {Path.GetFileName(other.Place.File.Path)} and {Path.GetFileName(file.Path)}.");
                    }

                    if (other.Place.File is null || other.Attempt < attempt)
                    {
                        places[epoch] = (new RowPlace(file, group, row), attempt);
                    }
                }
            }
        }

        return new EpochIndex([.. files.Select(file => file.File)], [.. places.Keys], [.. places.Values.Select(place => place.Place)]);
    }

    /// <summary>The place of the epoch at an index of <see cref="Epochs"/>.</summary>
    public RowPlace At(int index) => _places[index];

    /// <exception cref="RecordingException">The epoch is not there.</exception>
    public RowPlace this[int epoch]
    {
        get
        {
            int index = Array.BinarySearch(_epochs, epoch);
            return index >= 0
                ? _places[index]
                : throw new RecordingException(RecordingFault.NotRecorded, $"The recording has no epoch {epoch}{Span()}.");
        }
    }

    /// <summary>Indexes of the epochs in a range.</summary>
    public (int First, int End) Within(EpochRange range)
    {
        int first = Array.BinarySearch(_epochs, range.First);
        first = first < 0 ? ~first : first;
        int last = Array.BinarySearch(_epochs, range.Last);
        return (first, last < 0 ? ~last : last + 1);
    }

    private string Span() => _epochs.Length == 0 ? "; it has none" : $"; it has {_epochs[0]} to {_epochs[^1]}";
}
