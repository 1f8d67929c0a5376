namespace TrainRecorder.Recording.Tests.Faults;

/// <summary>What a loss of power leaves of the bytes that were written and not synced.</summary>
internal sealed record Tear(string Name, Func<byte[], byte[], byte[]> Left)
{
    private const int Block = 4096;

    /// <summary>All kinds of it.</summary>
    public static Tear[] All { get; } =
    [
        new("nothing", (synced, _) => synced),
        new("the first half", (synced, written) => written[..(synced.Length + ((written.Length - synced.Length) / 2))]),
        new("all but a block", WithHole),
    ];

    public override string ToString() => Name;

    // Blocks reach a disk in any order: the end may be there, with the footer in it, and something before it not.
    private static byte[] WithHole(byte[] synced, byte[] written)
    {
        byte[] left = [.. written];
        int start = synced.Length + ((written.Length - synced.Length) / 2);
        Array.Clear(left, start, Math.Min(Block, left.Length - start));
        return left;
    }
}
