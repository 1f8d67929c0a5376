using System.Text.Json;

namespace TrainRecorder.Recording.Tests.Conformance;

/// <summary>What <c>tests/interop/python/read.py</c> says of a file: its content, or why it is refused.</summary>
/// <param name="Content">Null if it is refused.</param>
/// <param name="Fault">As <see cref="RecordingFault"/> names it.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Opens">The fault was met only when the data were read.</param>
internal sealed record SpecificationAnswer(RecordingContent? Content, string? Fault, string? Message, bool Opens)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    public static SpecificationAnswer Parse(string line)
    {
        SpecificationAnswer refusal = JsonSerializer.Deserialize<SpecificationAnswer>(line, _json)!;
        return refusal.Fault is null ? new SpecificationAnswer(RecordingContent.Parse(line), null, null, Opens: true) : refusal;
    }
}
