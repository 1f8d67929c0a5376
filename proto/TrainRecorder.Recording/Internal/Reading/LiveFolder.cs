using TrainRecorder.Recording.Internal.Files;

namespace TrainRecorder.Recording.Internal.Reading;

/// <summary>Opens the segments of a live recording.</summary>
internal static class LiveFolder
{
    /// <summary>Opens the segments of a folder, in order of their epochs; those that are open already are taken as they are.</summary>
    /// <param name="names">The files in it.</param>
    /// <exception cref="RecordingException">A segment is damaged, or of another recording than the first.</exception>
    public static List<(RecordingFile File, int Attempt)> Open(
        string folder, IReadOnlyList<string> names, IFileSystem files, IReadOnlyDictionary<string, RecordingFile> open, CancellationToken cancellationToken)
    {
        List<(RecordingFile File, int Attempt)> segments = [];
        foreach ((string name, SegmentName parsed) in Segments(names))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string path = Path.Combine(folder, name);
            RecordingFile? first = segments.Count > 0 ? segments[0].File : null;
            if (!open.TryGetValue(path, out RecordingFile? file))
            {
                file = RecordingFile.Open(path, files, keepOpen: false, sibling: first);
                CheckName(file, parsed, name);
            }

            CheckSameRecording(first, file);
            segments.Add((file, parsed.Attempt));
        }

        return segments;
    }

    /// <summary>Opens the segments at these paths, in this order.</summary>
    /// <inheritdoc cref="Open(string, IReadOnlyList{string}, IFileSystem, IReadOnlyDictionary{string, RecordingFile}, CancellationToken)"/>
    public static List<RecordingFile> Open(IReadOnlyList<string> paths, IFileSystem files, CancellationToken cancellationToken)
    {
        List<RecordingFile> segments = [];
        foreach (string path in paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RecordingFile? first = segments.Count > 0 ? segments[0] : null;
            RecordingFile file = RecordingFile.Open(path, files, keepOpen: false, sibling: first);
            CheckSameRecording(first, file);
            segments.Add(file);
        }

        return segments;
    }

    /// <summary>What says that a file is not of the recording of another; null if nothing does.</summary>
    public static string? Difference(RecordingFile first, RecordingFile file) =>
        ReferenceEquals(first.Manifest, file.Manifest) ? null
        : first.Manifest.Run != file.Manifest.Run ? $"is of {file.Manifest.Run}, not of {first.Manifest.Run}"
        : !first.Manifest.Columns.Equals(file.Manifest.Columns) ? "has other columns"
        : null;

    private static IEnumerable<(string Name, SegmentName Parsed)> Segments(IReadOnlyList<string> names) =>
        from name in names
        let parsed = SegmentName.TryParse(name)
        where parsed is not null
        orderby parsed.Value.FirstEpoch, parsed.Value.Attempt
        select (name, parsed.Value);

    private static void CheckName(RecordingFile file, SegmentName name, string text)
    {
        if (file.Epochs is not EpochRange epochs || epochs.First != name.FirstEpoch || epochs.Last != name.LastEpoch)
        {
            string actual = file.Epochs is EpochRange range ? $"epochs {range.First} to {range.Last}" : "no epochs";
            throw new RecordingException(RecordingFault.Damaged, $"{text} has {actual}.");
        }
    }

    private static void CheckSameRecording(RecordingFile? first, RecordingFile file)
    {
        if (first is not null && Difference(first, file) is { } difference)
        {
            throw new RecordingException(
                RecordingFault.Damaged,
                $"{Path.GetFileName(file.Path)} {difference}: it does not belong to the recording of {Path.GetFileName(first.Path)}.");
        }
    }
}
