using TrainRecorder.Service.Endpoints;

namespace TrainRecorder.Service.Transfers;

/// <summary>What a file on its way to the service will be.</summary>
/// <param name="DisplayName">For people.</param>
/// <param name="Size">Bytes of the whole file.</param>
/// <param name="Sha256">SHA-256 of the whole file in lower-case hexadecimal.</param>
/// <param name="Offset">Of the first byte that follows.</param>
internal sealed record TransferHeader(string DisplayName, long Size, string Sha256, long Offset)
{
    private const int MaxNameLength = 255;

    /// <summary>Adds what is wrong with it.</summary>
    public void Check(Violations violations)
    {
        if (DisplayName.Length is 0 or > MaxNameLength || DisplayName.Any(character => character is '/' or '\\' || char.IsControl(character)))
            violations.Add("header.display_name", $"must be a file's name without folders and control characters, 1 to {MaxNameLength} characters");
        CheckIdentity("header.", Size, Sha256, violations);
        if (Offset < 0 || (Size > 0 && Offset > Size)) violations.Add("header.offset", "must be from 0 to the size");
    }

    /// <summary>Adds what is wrong with the name of an upload.</summary>
    public static void CheckIdentity(string prefix, long size, string sha256, Violations violations)
    {
        if (size <= 0) violations.Add($"{prefix}size", "must be above 0");
        if (!Sha256Text.IsValid(sha256)) violations.Add($"{prefix}sha256", Sha256Text.Expected);
    }
}
