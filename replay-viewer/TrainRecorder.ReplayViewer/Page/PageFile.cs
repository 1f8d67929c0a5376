using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using TrainRecorder.Scene.Page;

namespace TrainRecorder.ReplayViewer.Page;

/// <summary>Writes the page with its recording: one HTML file that needs nothing else.</summary>
internal static class PageFile
{
    /// <summary>Writes the page.</summary>
    /// <param name="template">The page without a recording.</param>
    /// <param name="source">The recording.</param>
    /// <param name="epochs">The epochs shown.</param>
    /// <param name="destination">Takes the file; not closed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<PageDocument> WriteAsync(
        PageTemplate template, PageSource source, IReadOnlyList<int> epochs, Stream destination, CancellationToken cancellationToken)
    {
        await destination.WriteAsync(template.Head, cancellationToken).ConfigureAwait(false);

        // Neither element is a script to a browser, so none runs whatever a recording holds. The data comes first, for the document says where in it each tensor lies.
        await destination.WriteAsync("<script type=\"application/octet-stream\" id=\"recording-data\">"u8.ToArray(), cancellationToken).ConfigureAwait(false);
        PageDocument document = await WriteDataAsync(source, epochs, destination, cancellationToken).ConfigureAwait(false);
        await destination.WriteAsync("</script>\n<script type=\"application/json\" id=\"recording\">"u8.ToArray(), cancellationToken).ConfigureAwait(false);
        await JsonSerializer.SerializeAsync(destination, document, PageJson.Default.PageDocument, cancellationToken).ConfigureAwait(false);
        await destination.WriteAsync("</script>"u8.ToArray(), cancellationToken).ConfigureAwait(false);
        await destination.WriteAsync(template.Tail, cancellationToken).ConfigureAwait(false);
        return document;
    }

    private static async Task<PageDocument> WriteDataAsync(
        PageSource source, IReadOnlyList<int> epochs, Stream destination, CancellationToken cancellationToken)
    {
        using ToBase64Transform transform = new();
        CryptoStream base64 = new(destination, transform, CryptoStreamMode.Write, leaveOpen: true);
        await using (base64.ConfigureAwait(false))
        {
            GZipStream gzip = new(base64, CompressionLevel.Optimal, leaveOpen: true);
            await using (gzip.ConfigureAwait(false))
                return await PageExport.WriteAsync(source, epochs, gzip, cancellationToken).ConfigureAwait(false);
        }
    }
}
