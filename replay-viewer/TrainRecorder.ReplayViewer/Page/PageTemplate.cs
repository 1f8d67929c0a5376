using System.Text;

namespace TrainRecorder.ReplayViewer.Page;

/// <summary>The page without a recording, as it was built into this program.</summary>
/// <param name="Head">What comes before the recording, UTF-8.</param>
/// <param name="Tail">What comes after it, UTF-8.</param>
internal sealed record PageTemplate(ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Tail)
{
    private const string Resource = "page.html";

    private static ReadOnlySpan<byte> Marker => "<!--document-->"u8;

    /// <summary>The page, or null if this program was built without it.</summary>
    public static PageTemplate? Load()
    {
        using Stream? resource = typeof(PageTemplate).Assembly.GetManifestResourceStream(Resource);
        if (resource is null)
            return null;
        byte[] html = new byte[resource.Length];
        resource.ReadExactly(html);
        return Parse(html);
    }

    /// <summary>Splits a page at the place of the recording.</summary>
    /// <exception cref="InvalidDataException">There is no such place, or more than one.</exception>
    public static PageTemplate Parse(byte[] html)
    {
        int place = html.AsSpan().IndexOf(Marker);
        if (place < 0 || html.AsSpan(place + Marker.Length).IndexOf(Marker) >= 0)
            throw new InvalidDataException($"The page must have one place for the recording, {Encoding.UTF8.GetString(Marker)}.");
        return new PageTemplate(html.AsMemory(0, place), html.AsMemory(place + Marker.Length));
    }
}
