using System.Text;
using System.Text.RegularExpressions;

namespace TrainRecorder.ReplayViewer.Page;

/// <summary>The page without a recording, as it was built into this program.</summary>
/// <param name="Head">What comes before the recording, UTF-8.</param>
/// <param name="Tail">What comes after it, UTF-8.</param>
internal sealed partial record PageTemplate(ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Tail)
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

    /// <summary>The page; says what is missing if this program was built without it.</summary>
    public static async Task<PageTemplate?> LoadAsync(TextWriter errors)
    {
        PageTemplate? template = Load();
        if (template is null)
            await errors.WriteLineAsync("replay: this build has no page: install Node 20 and build again").ConfigureAwait(false);
        return template;
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

    /// <summary>The page as it is served: its policy is taken out, for the server sends it as a header, and it may ask the server it came from, and nobody else.</summary>
    /// <exception cref="InvalidDataException">The page has no policy.</exception>
    public (byte[] Html, string Policy) Served()
    {
        string head = Encoding.UTF8.GetString(Head.Span);
        Match policy = PolicyElement().Match(head);
        if (!policy.Success)
            throw new InvalidDataException("The page has no content security policy.");
        byte[] html = [.. Encoding.UTF8.GetBytes(head.Remove(policy.Index, policy.Length)), .. Tail.Span];
        return (html, $"{policy.Groups[1].Value}; connect-src 'self'; frame-ancestors 'none'");
    }

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]+)\">")]
    private static partial Regex PolicyElement();
}
