using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TrainRecorder.Scene.Page;

namespace TrainRecorder.ReplayViewer.Page;

/// <summary>A recording of which a page is made.</summary>
/// <param name="Source">The recording.</param>
/// <param name="Ranges">Its ranges.</param>
/// <param name="Epochs">The epochs shown.</param>
internal sealed record PagePart(PageSource Source, PageRanges Ranges, IReadOnlyList<int> Epochs);

/// <summary>Writes the page with its recordings: one HTML file that needs nothing else.</summary>
internal static class PageFile
{
    /// <summary>Writes the page.</summary>
    /// <param name="template">The page without a recording.</param>
    /// <param name="parts">The recording, or two to be compared.</param>
    /// <param name="destination">Takes the file; not closed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task WriteAsync(PageTemplate template, IReadOnlyList<PagePart> parts, Stream destination, CancellationToken cancellationToken)
    {
        await destination.WriteAsync(template.Head, cancellationToken).ConfigureAwait(false);
        for (int index = 0; index < parts.Count; index++)
            await WriteAsync(parts[index], index == 0 ? "" : $"-{index + 1}", destination, cancellationToken).ConfigureAwait(false);
        await destination.WriteAsync(template.Tail, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Neither element is a script to a browser, so none runs whatever a recording holds. The data comes first, for the document says where in it each tensor lies.</summary>
    private static async Task WriteAsync(PagePart part, string suffix, Stream destination, CancellationToken cancellationToken)
    {
        await TextAsync($"<script type=\"application/octet-stream\" id=\"recording-data{suffix}\">").ConfigureAwait(false);
        PageDocument document = await WriteDataAsync(part, destination, cancellationToken).ConfigureAwait(false);
        await TextAsync($"</script>\n<script type=\"application/json\" id=\"recording{suffix}\">").ConfigureAwait(false);
        await JsonSerializer.SerializeAsync(destination, document, PageJson.Default.PageDocument, cancellationToken).ConfigureAwait(false);
        await TextAsync("</script>\n").ConfigureAwait(false);

        ValueTask TextAsync(string text) => destination.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }

    private static async Task<PageDocument> WriteDataAsync(PagePart part, Stream destination, CancellationToken cancellationToken)
    {
        using ToBase64Transform transform = new();
        CryptoStream base64 = new(destination, transform, CryptoStreamMode.Write, leaveOpen: true);
        await using (base64.ConfigureAwait(false))
        {
            GZipStream gzip = new(base64, CompressionLevel.Optimal, leaveOpen: true);
            await using (gzip.ConfigureAwait(false))
                return await PageExport.WriteAsync(part.Source, part.Ranges, part.Epochs, gzip, cancellationToken).ConfigureAwait(false);
        }
    }
}
