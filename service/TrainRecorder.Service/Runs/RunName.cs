using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace TrainRecorder.Service.Runs;

/// <summary>
/// Names of runs, <c>runs/ID</c>. An ID is 12 characters of lower-case base 32 that sort by time: 42 bits of milliseconds, 18
/// random bits.
/// </summary>
internal static class RunName
{
    private const string Prefix = "runs/";
    private const int Length = 12;

    // Crockford's alphabet: without i, l, o and u, which are read wrongly.
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private static readonly DateTimeOffset Beginning = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A new ID.</summary>
    public static string NewId(DateTimeOffset now)
    {
        var milliseconds = Math.Max(0, (long)(now - Beginning).TotalMilliseconds);
        var bits = (milliseconds << 18) | (long)RandomNumberGenerator.GetInt32(1 << 18);
        return string.Create(Length, bits, static (id, bits) =>
        {
            for (var i = id.Length - 1; i >= 0; i--, bits >>= 5) id[i] = Alphabet[(int)(bits & 31)];
        });
    }

    /// <summary>The name of a run.</summary>
    public static string Of(string id) => Prefix + id;

    /// <summary>The ID in a name; false for anything that no service gave.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out string? id)
    {
        id = name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : null;
        if (id is { Length: Length } && id.All(Alphabet.Contains)) return true;
        id = null;
        return false;
    }
}
