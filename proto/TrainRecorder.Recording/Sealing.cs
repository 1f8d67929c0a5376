namespace TrainRecorder.Recording;

/// <summary>Joins the segments of a live recording into one final file.</summary>
public static class Sealer
{
    /// <summary>Writes the segments, in order of their epochs, to one sealed file: by temporary name, verified against the segments, synced, renamed.</summary>
    /// <param name="segments">Paths of the segments. Their epochs must follow one another without a gap.</param>
    /// <param name="destination">The sealed file.</param>
    /// <returns>Size and SHA-256 of the sealed file.</returns>
    /// <exception cref="RecordingException">A segment is damaged, or an epoch is missing.</exception>
    public static Task<SealedFile> SealAsync(IReadOnlyList<string> segments, string destination, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}

/// <summary>A sealed recording on disk.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">SHA-256 in lower-case hexadecimal.</param>
/// <param name="Epochs">The epochs in it.</param>
public sealed record SealedFile(string Path, long Size, string Sha256, EpochRange Epochs);

/// <summary>Checks every byte of a recording.</summary>
public static class Verifier
{
    /// <summary>Reads a recording whole, a column chunk at a time, and checks structure, checksums and shapes.</summary>
    /// <returns>What is wrong, each with where; empty if nothing is.</returns>
    public static Task<IReadOnlyList<string>> VerifyAsync(string path, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
