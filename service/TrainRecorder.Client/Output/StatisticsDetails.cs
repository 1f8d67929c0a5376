using System.Globalization;
using Spectre.Console;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Output;

/// <summary>What a service does and holds, an aspect a line.</summary>
internal static class StatisticsDetails
{
    public static Grid Of(GetStatisticsResponse statistics, DateTimeOffset now) => Details.Of(
        ("started", statistics.StartTime is { } start ? $"{Quantities.Age(now - start.ToDateTimeOffset())} ago" : null),
        ("runs", Runs(statistics)),
        ("workers", Count(statistics.Workers)),
        ("epochs", $"{Quantities.Count(statistics.EpochsCommitted)} since the start"),
        ("watchers", Count(statistics.Watchers)),
        ("uploads", Count(statistics.Uploads)),
        ("downloads", Count(statistics.Downloads)),
        ("readers", Count(statistics.Readers)),
        ("recordings", Quantities.Bytes(statistics.RecordingBytes)),
        ("datasets", $"{Count(statistics.Datasets)}, {Quantities.Bytes(statistics.DatasetBytes)}"),
        ("archives", $"{Count(statistics.Archives)}, {Quantities.Bytes(statistics.ArchiveBytes)}"),
        ("expected", $"{Quantities.Bytes(statistics.ExpectedBytes)} more by live runs"),
        ("disk", $"{Quantities.Bytes(statistics.FreeDiskBytes)} free"),
        ("memory", Quantities.Bytes(statistics.MemoryBytes)));

    private static string Runs(GetStatisticsResponse statistics) => statistics.Runs.Count == 0
        ? "none"
        : string.Join(", ", statistics.Runs.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Value} {entry.Key.ToLowerInvariant()}"));

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
