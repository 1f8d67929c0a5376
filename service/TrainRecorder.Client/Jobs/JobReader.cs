using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Jobs;

/// <summary>Reads the JSON of a job. Never throws for what a person wrote: every violation is reported with its path.</summary>
internal static class JobReader
{
    private const int MaxDepth = 64;
    private static readonly JsonReaderOptions s_options = new() { CommentHandling = JsonCommentHandling.Disallow, AllowTrailingCommas = false, MaxDepth = MaxDepth };

    /// <summary>Reads the bytes of a job file.</summary>
    public static JobReading Read(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[Encoding.UTF8.Preamble.Length..];

        var messages = new MessageReader();
        if (!Utf8.IsValid(text)) return new(new(), [new("", "The file is not UTF-8 text.")], messages.Incomplete, IsJson: false);

        var job = new Job();
        var json = new Utf8JsonReader(text, s_options);
        try
        {
            json.Read();
            messages.ReadInto(job, ref json, path: "");
            json.Read();
        }
        catch (JsonException fault)
        {
            return new(job, [.. messages.Violations, Locate(text, fault)], messages.Incomplete, IsJson: false);
        }

        return new(job, messages.Violations, messages.Incomplete, IsJson: true);
    }

    private static Violation Locate(ReadOnlySpan<byte> text, JsonException fault)
    {
        var line = (int)(fault.LineNumber ?? 0);
        var start = 0;
        for (var i = 0; i < line; i++) start += text[start..].IndexOf((byte)'\n') + 1;
        var end = Math.Min(start + (int)(fault.BytePositionInLine ?? 0), text.Length);
        var column = Encoding.UTF8.GetCharCount(text[start..end]);

        // The exception's text repeats the place, in bytes from 0.
        var description = fault.Message;
        var place = description.IndexOf(" LineNumber:", StringComparison.Ordinal);
        if (place >= 0) description = description[..place];
        return new($"line {line + 1}, column {column + 1}", description);
    }
}
