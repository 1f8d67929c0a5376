using Google.Protobuf;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Diagnostics;

/// <summary>Findings as a recording's column <c>findings</c> holds them.</summary>
internal static class FindingsText
{
    // Every field, so that a query need not know the defaults of protobuf.
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true).WithPreserveProtoFieldNames(true));

    /// <summary>A JSON list; null if there are none.</summary>
    public static string? Of(IReadOnlyList<Finding> findings) =>
        findings.Count == 0 ? null : $"[{string.Join(",", findings.Select(finding => Formatter.Format(finding)))}]";
}
