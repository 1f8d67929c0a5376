using System.Text.Json;
using Google.Protobuf;
using TrainRecorder.Recording;
using TrainRecorder.V1;

namespace TrainRecorder.Scene.Page;

/// <summary>What the diagnostics found.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Rule">The rule: <c>dead_units</c>.</param>
/// <param name="Layer">The layer's name; empty where it is about the whole network.</param>
/// <param name="Units">The units, in order; empty where it is about the whole layer.</param>
/// <param name="Value">What was measured; null where it is no number.</param>
/// <param name="Threshold">The threshold that it passed.</param>
/// <param name="Advice">What this means and what to try.</param>
public sealed record PageFinding(int Epoch, string Rule, string Layer, IReadOnlyList<int> Units, double? Value, double? Threshold, string Advice)
{
    private static readonly JsonParser s_parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>Reads the findings of some epochs.</summary>
    /// <exception cref="RecordingException">The findings of an epoch are no list of findings.</exception>
    public static async Task<IReadOnlyList<PageFinding>> ReadAsync(RecordingReader recording, IEnumerable<int> epochs, CancellationToken cancellationToken)
    {
        List<PageFinding> findings = [];
        if (recording.Schema.Find("findings") is null)
            return findings;
        foreach (int epoch in epochs)
        {
            if (await recording.ReadFindingsAsync(epoch, cancellationToken).ConfigureAwait(false) is { Length: > 0 } json)
                findings.AddRange(Parse(json, epoch));
        }
        return findings;
    }

    private static IEnumerable<PageFinding> Parse(string json, int epoch)
    {
        try
        {
            using JsonDocument list = JsonDocument.Parse(json);
            return [.. list.RootElement.EnumerateArray().Select(item => Of(s_parser.Parse<Finding>(item.GetRawText()), epoch))];
        }
        catch (Exception error) when (error is JsonException or InvalidJsonException or InvalidProtocolBufferException or InvalidOperationException)
        {
            throw new RecordingException(RecordingFault.Damaged, $"The findings of epoch {epoch} are no list of findings: {error.Message}", error);
        }
    }

    private static PageFinding Of(Finding finding, int epoch) =>
        new(epoch, finding.Rule, finding.Layer, [.. finding.Units], Finite(finding.Value), Finite(finding.Threshold), finding.Advice);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
