using System.Text.RegularExpressions;

namespace TrainRecorder.Service.Endpoints;

/// <summary>SHA-256 as it is written on the wire.</summary>
internal static partial class Sha256Text
{
    /// <summary>What a violation says.</summary>
    public const string Expected = "must be a SHA-256 in lower-case hexadecimal, 64 characters";

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public static bool IsValid(string text) => Pattern().IsMatch(text);

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
