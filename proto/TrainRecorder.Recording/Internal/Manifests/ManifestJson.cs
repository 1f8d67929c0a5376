using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Google.Protobuf;
using TrainRecorder.V1;

namespace TrainRecorder.Recording.Internal.Manifests;

/// <summary>The manifest as UTF-8 JSON, the canonical JSON of its protobuf message.</summary>
internal static class ManifestJson
{
    // The parser's own limit of depth does not hold for what it ignores, so the depth is checked before. Twice what the message has now: room for what is
    // added later, and none for a bomb.
    private static readonly JsonDocumentOptions _strict = new() { MaxDepth = Limits.ManifestDepth, AllowDuplicateProperties = false };
    private static readonly JsonParser _parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true).WithRecursionLimit(Limits.ManifestDepth));
    private static readonly JsonFormatter _formatter = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static byte[] Format(Manifest manifest)
    {
        byte[] json = _utf8.GetBytes(_formatter.Format(manifest));
        return json.Length <= Limits.ManifestBytes
            ? json
            : throw new RecordingException(RecordingFault.Damaged, $"The manifest has {json.Length} bytes; at most {Limits.ManifestBytes} are allowed.");
    }

    /// <param name="where">Names the file in messages.</param>
    /// <exception cref="RecordingException">It is newer than this reader; or it is no JSON object within the limits, or not of the form that the format asks for.</exception>
    public static Manifest Parse(ReadOnlyMemory<byte> json, string where)
    {
        using JsonDocument document = Read(json, where);
        ManifestVersion.Check(document.RootElement, where);
        try
        {
            byte[]? kept = ManifestForm.Check(document.RootElement, Manifest.Descriptor);
            return _parser.Parse<Manifest>(_utf8.GetString(kept ?? json.Span));
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException or FormatException or OverflowException or InvalidOperationException)
        {
            throw Unreadable(where, e);
        }
    }

    /// <summary>Reads nothing of a manifest but whether it is of a later version: for a file of which nothing else can be read.</summary>
    /// <inheritdoc cref="Parse"/>
    public static void CheckVersion(ReadOnlyMemory<byte> json, string where)
    {
        using JsonDocument document = Read(json, where);
        ManifestVersion.Check(document.RootElement, where);
    }

    private static JsonDocument Read(ReadOnlyMemory<byte> json, string where)
    {
        if (json.Length > Limits.ManifestBytes)
        {
            throw new RecordingException(RecordingFault.Damaged, $"{where}: the manifest has {json.Length} bytes; at most {Limits.ManifestBytes} are allowed.");
        }

        try
        {
            if (!Utf8.IsValid(json.Span))
            {
                throw new FormatException("it is no UTF-8");
            }

            JsonDocument document = JsonDocument.Parse(json, _strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw new FormatException("it is no object");
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw Unreadable(where, e);
        }
    }

    private static RecordingException Unreadable(string where, Exception e) =>
        new(RecordingFault.Damaged, $"{where}: the manifest cannot be read: {e.Message}", e);
}
