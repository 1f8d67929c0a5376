using TrainRecorder.Recording.Internal.Files;

namespace TrainRecorder.Recording.Internal.Reading;

/// <summary>What a folder holds of a recording at a moment: its segments, or the file that they were sealed into.</summary>
/// <remarks>Segments go only when the sealed file has its name. So whoever misses one finds that file when he looks once more, and no lock is needed.</remarks>
internal static class RecordingFolder
{
    /// <param name="before">What it held before; what is open of it stays so. Null: nothing is known.</param>
    /// <returns><paramref name="before"/> itself if nothing has changed.</returns>
    /// <exception cref="RecordingException">No recording is in it, or a damaged one.</exception>
    public static EpochIndex Read(string folder, IFileSystem files, EpochIndex? before, CancellationToken cancellationToken)
    {
        try
        {
            return Look(folder, files, before, cancellationToken);
        }
        catch (RecordingException e) when (e.Fault == RecordingFault.Missing)
        {
            return Look(folder, files, before, cancellationToken);
        }
    }

    private static EpochIndex Look(string folder, IFileSystem files, EpochIndex? before, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = files.List(folder);
        if (OpenSealed(folder, names, files, before) is { } sealedFile)
        {
            return EpochIndex.OfSealed(sealedFile);
        }

        Dictionary<string, RecordingFile> open = before?.Files.ToDictionary(file => file.Path) ?? [];
        List<(RecordingFile File, int Attempt)> segments = LiveFolder.Open(folder, names, files, open, cancellationToken);
        if (segments.Count == 0)
        {
            throw new RecordingException(RecordingFault.Missing, $"There is no segment of a recording in {folder}.");
        }

        return before is not null && segments.Select(segment => segment.File).SequenceEqual(before.Files) ? before : EpochIndex.Of(segments);
    }

    /// <summary>The sealed file of the folder's recording; null if there is none.</summary>
    /// <exception cref="RecordingException">It is damaged.</exception>
    private static RecordingFile? OpenSealed(string folder, IReadOnlyList<string> names, IFileSystem files, EpochIndex? before)
    {
        string[] others = [.. names.Where(name => name.EndsWith(".parquet", StringComparison.Ordinal) && SegmentName.TryParse(name) is null)];
        if (others.Length != 1)
        {
            return null;
        }

        RecordingFile? file = null;
        bool isOfTheFolder = false;
        try
        {
            file = RecordingFile.Open(Path.Combine(folder, others[0]), files, keepOpen: true);
            RecordingFile? segment = before?.Files[0] ?? AnySegment(folder, names, files);
            isOfTheFolder = segment is null || LiveFolder.Difference(segment, file) is null;
            return isOfTheFolder ? file : null;
        }
        catch (RecordingException e) when (e.Fault == RecordingFault.Foreign)
        {
            return null;
        }
        finally
        {
            if (!isOfTheFolder)
            {
                file?.Dispose();
            }
        }
    }

    /// <summary>A segment that can be opened; null if there is none, and then nothing contradicts the file beside them.</summary>
    private static RecordingFile? AnySegment(string folder, IReadOnlyList<string> names, IFileSystem files)
    {
        foreach (string name in names.Where(name => SegmentName.TryParse(name) is not null))
        {
            try
            {
                return RecordingFile.Open(Path.Combine(folder, name), files, keepOpen: false);
            }
            catch (RecordingException)
            {
                // It went while the folder was looked at, or is damaged, which is no matter once it is sealed. The next one says as well whose they are.
            }
        }

        return null;
    }
}
