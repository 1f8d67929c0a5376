namespace TrainRecorder.Recording;

/// <summary>A sealed recording on disk.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">SHA-256 in lower-case hexadecimal.</param>
/// <param name="Epochs">The epochs in it.</param>
public sealed record SealedFile(string Path, long Size, string Sha256, EpochRange Epochs);
