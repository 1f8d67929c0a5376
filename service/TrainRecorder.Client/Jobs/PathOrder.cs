using System.Globalization;

namespace TrainRecorder.Client.Jobs;

/// <summary>Orders paths of fields: ordinal, but numbers by their value, so that <c>layers[10]</c> comes after <c>layers[2]</c>.</summary>
internal sealed class PathOrder : IComparer<string>
{
    public static PathOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> a = x, b = y;
        while (a.Length > 0 && b.Length > 0)
        {
            var first = Take(ref a);
            var second = Take(ref b);
            var order = IsNumber(first, out var n) && IsNumber(second, out var m) ? n.CompareTo(m) : first.SequenceCompareTo(second);
            if (order != 0) return order;
        }

        return a.Length.CompareTo(b.Length);
    }

    private static bool IsNumber(ReadOnlySpan<char> part, out int value) => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    /// <summary>The next run of digits, or the next character that is none.</summary>
    private static ReadOnlySpan<char> Take(ref ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length])) length++;
        length = Math.Max(1, length);
        var part = text[..length];
        text = text[length..];
        return part;
    }
}
