using TrainRecorder.Recording.Internal.Files;
using TrainRecorder.Recording.Internal.Reading;
using TrainRecorder.Recording.Internal.Sealing;

namespace TrainRecorder.Recording;

/// <summary>Joins the segments of a live recording into one final file.</summary>
/// <remarks>
/// The same epochs make the same row groups with the same values, however they were cut into segments; and the same bytes, where one version of this library has written
/// segments and file. Memory does not grow with the recording, but for its footer.
/// </remarks>
public static class Sealer
{
    /// <summary>Writes the segments, in order of their epochs, to one sealed file: by temporary name, verified against the segments, synced, renamed. A file that is there is replaced.</summary>
    /// <param name="segments">Paths of the segments. Their epochs must follow one another without a gap.</param>
    /// <param name="destination">The sealed file.</param>
    /// <returns>Size and SHA-256 of the sealed file.</returns>
    /// <exception cref="RecordingException">A segment is damaged, or an epoch is missing or there twice.</exception>
    public static Task<SealedFile> SealAsync(IReadOnlyList<string> segments, string destination, CancellationToken cancellationToken = default) =>
        SealAsync(segments, destination, LocalFileSystem.Instance, cancellationToken);

    /// <summary>Seals a folder whose service is gone: of two attempts at an epoch the later one counts; what was never finished is left out.</summary>
    /// <param name="folder">The folder of the live recording. It stays as it is.</param>
    /// <param name="destination">The sealed file.</param>
    /// <returns>Size and SHA-256 of the sealed file.</returns>
    /// <exception cref="RecordingException">A segment is damaged, or an epoch is missing. The message names it and says how the other epochs are recovered.</exception>
    public static Task<SealedFile> RecoverAsync(string folder, string destination, CancellationToken cancellationToken = default) =>
        RecoverAsync(folder, destination, LocalFileSystem.Instance, cancellationToken);

    internal static Task<SealedFile> SealAsync(
        IReadOnlyList<string> segments, string destination, IFileSystem files, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentException.ThrowIfNullOrEmpty(destination);
        ArgumentOutOfRangeException.ThrowIfZero(segments.Count, nameof(segments));
        return Task.Run(
            () => SealWriter.Write(Rows(LiveFolder.Open(segments, files, cancellationToken)), destination, files, cancellationToken), cancellationToken);
    }

    internal static async Task<SealedFile> RecoverAsync(string folder, string destination, IFileSystem files, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(destination);
        try
        {
            return await SealFolderAsync(folder, destination, files, cancellationToken).ConfigureAwait(false);
        }
        catch (RecordingException e) when (e.Fault is RecordingFault.Truncated or RecordingFault.Damaged or RecordingFault.Foreign && SegmentNamedBy(e, folder, files) is { } name)
        {
            throw new RecordingException(e.Fault, $"{e.Message} Move {name} to another folder and recover again: what the other segments hold comes out.", e);
        }
    }

    private static async Task<SealedFile> SealFolderAsync(string folder, string destination, IFileSystem files, CancellationToken cancellationToken)
    {
        using RecordingReader reader = await RecordingReader.OpenAsync(folder, files, cancellationToken).ConfigureAwait(false);
        if (reader.IsSealed)
        {
            throw new RecordingException(RecordingFault.Foreign, $"{folder} is no live recording: {reader.Index.Files[0].Path} is sealed.");
        }

        EpochIndex index = reader.Index;
        CheckGaps(index.Epochs);
        RowPlace[] rows = [.. Enumerable.Range(0, index.Epochs.Count).Select(index.At)];
        return await Task.Run(() => SealWriter.Write(rows, destination, files, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    // Whatever is said of a damaged file begins with its name.
    private static string? SegmentNamedBy(RecordingException fault, string folder, IFileSystem files) =>
        files.List(folder).FirstOrDefault(name => Segment.IsName(name) && fault.Message.StartsWith(name, StringComparison.Ordinal));

    private static void CheckGaps(IReadOnlyList<int> epochs)
    {
        for (int i = 1; i < epochs.Count; i++)
        {
            (int due, int next) = (epochs[i - 1] + 1, epochs[i]);
            if (next != due)
            {
                throw new RecordingException(
                    RecordingFault.Damaged,
                    (next == due + 1 ? $"Epoch {due} is missing" : $"Epochs {due} to {next - 1} are missing")
                    + $", and a sealed file has no gap. Move the segments from epoch {next} on to a folder of their own and recover both folders.");
            }
        }
    }

    private static List<RowPlace> Rows(IReadOnlyList<RecordingFile> segments)
    {
        List<RowPlace> rows = [];
        foreach (RecordingFile file in segments)
        {
            for (int group = 0; group < file.Footer.Groups.Length; group++)
            {
                for (int row = 0; row < file.Footer.Groups[group].Rows; row++)
                {
                    rows.Add(new RowPlace(file, group, row));
                }
            }
        }

        return rows;
    }
}
