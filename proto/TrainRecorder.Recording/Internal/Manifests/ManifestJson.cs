using System.Text;
using Google.Protobuf;
using TrainRecorder.V1;

namespace TrainRecorder.Recording.Internal.Manifests;

/// <summary>The manifest as UTF-8 JSON, the canonical JSON of its protobuf message.</summary>
internal static class ManifestJson
{
    // Twice the depth that the message has now: room for what is added later, and none for a bomb.
    private static readonly JsonParser _parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true).WithRecursionLimit(32));
    private static readonly JsonFormatter _formatter = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static byte[] Format(Manifest manifest)
    {
        byte[] json = _utf8.GetBytes(_formatter.Format(manifest));
        return json.Length <= Limits.ManifestBytes
            ? json
            : throw new RecordingException(RecordingFault.Damaged, $"The manifest has {json.Length} bytes; at most {Limits.ManifestBytes} are allowed.");
    }

    public static Manifest Parse(ReadOnlySpan<byte> json, string where)
    {
        if (json.Length > Limits.ManifestBytes)
        {
            throw new RecordingException(RecordingFault.Damaged, $"{where}: the manifest has {json.Length} bytes; at most {Limits.ManifestBytes} are allowed.");
        }

        try
        {
            return _parser.Parse<Manifest>(_utf8.GetString(json));
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException or DecoderFallbackException or FormatException or OverflowException)
        {
            throw new RecordingException(RecordingFault.Damaged, $"{where}: the manifest cannot be read: {e.Message}", e);
        }
    }
}
