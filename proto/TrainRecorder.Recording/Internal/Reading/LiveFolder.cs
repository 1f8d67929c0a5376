using TrainRecorder.Recording.Internal.Files;

namespace TrainRecorder.Recording.Internal.Reading;

/// <summary>Opens the segments of a live recording.</summary>
internal static class LiveFolder
{
    /// <summary>Opens the segments of a folder, in order of their epochs; those that are open already are taken as they are.</summary>
    /// <exception cref="RecordingException">A segment is damaged, or of another recording than the first.</exception>
    public static List<(RecordingFile File, int Attempt)> Open(
        string folder, IFileSystem files, IReadOnlyDictionary<string, RecordingFile> open, CancellationToken cancellationToken)
    {
        List<(RecordingFile File, int Attempt)> segments = [];
        foreach ((string name, SegmentName parsed) in Names(folder, files))
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
    /// <inheritdoc cref="Open(string, IFileSystem, IReadOnlyDictionary{string, RecordingFile}, CancellationToken)"/>
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

    private static IEnumerable<(string Name, SegmentName Parsed)> Names(string folder, IFileSystem files) =>
        from name in files.List(folder)
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
        if (first is null || ReferenceEquals(first.Manifest, file.Manifest))
        {
            return;
        }

        string? difference =
            first.Manifest.Run != file.Manifest.Run ? $"is of {file.Manifest.Run}, not of {first.Manifest.Run}"
            : !first.Manifest.Columns.Equals(file.Manifest.Columns) ? "has other columns"
            : null;
        if (difference is not null)
        {
            throw new RecordingException(
                RecordingFault.Damaged,
                $"{Path.GetFileName(file.Path)} {difference}: it does not belong to the recording of {Path.GetFileName(first.Path)}.");
        }
    }
}
