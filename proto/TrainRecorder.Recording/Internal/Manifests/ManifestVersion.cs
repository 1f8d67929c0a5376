using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using TrainRecorder.V1;

namespace TrainRecorder.Recording.Internal.Manifests;

/// <summary>Whether this reader is too old for a manifest.</summary>
internal static class ManifestVersion
{
    /// <summary>Looks at nothing but the version and the extensions: a later version may give every other field another form.</summary>
    /// <param name="manifest">The manifest's JSON.</param>
    /// <param name="where">Names the file in messages.</param>
    /// <exception cref="RecordingException">It is newer than this reader, or has an extension that must be understood.</exception>
    public static void Check(JsonElement manifest, string where)
    {
        if (manifest.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (manifest.TryGetProperty("format_version"u8, out JsonElement version) && IsNewer(version))
        {
            throw NewerVersion($"{where}: the", Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(version)));
        }

        if (manifest.TryGetProperty("extensions"u8, out JsonElement extensions) && extensions.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement extension in extensions.EnumerateArray())
            {
                if (extension.ValueKind == JsonValueKind.Object
                    && extension.TryGetProperty("must_understand"u8, out JsonElement must) && must.ValueKind == JsonValueKind.True)
                {
                    string name = extension.TryGetProperty("name"u8, out JsonElement given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : "";
                    throw UnknownExtension($"{where}: the", name);
                }
            }
        }
    }

    /// <inheritdoc cref="Check(JsonElement, string)"/>
    public static void Check(Manifest manifest)
    {
        if (manifest.FormatVersion > Limits.FormatVersion)
        {
            throw NewerVersion("The", $"{manifest.FormatVersion}");
        }

        foreach (Extension extension in manifest.Extensions)
        {
            if (extension.MustUnderstand)
            {
                throw UnknownExtension("The", extension.Name);
            }
        }
    }

    // A version of so many digits that no number holds it is newer too.
    private static bool IsNewer(JsonElement version)
    {
        if (version.ValueKind != JsonValueKind.Number)
        {
            return false;
        }

        ReadOnlySpan<byte> digits = JsonMarshal.GetRawUtf8Value(version);
        return !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && (!Utf8Parser.TryParse(digits, out int number, out int used) || used != digits.Length || number > Limits.FormatVersion);
    }

    private static RecordingException NewerVersion(string the, string version) => new(
        RecordingFault.Newer, $"{the} recording has format version {(version.Length > 20 ? version[..20] + "…" : version)}; this reader knows versions up to {Limits.FormatVersion}.");

    private static RecordingException UnknownExtension(string the, string name) => new(
        RecordingFault.Newer, $"{the} recording uses the extension '{name}', which must be understood and is not known to this reader.");
}
