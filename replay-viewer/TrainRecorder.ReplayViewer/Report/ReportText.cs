using TrainRecorder.Scene.Text;
using TrainRecorder.V1;

namespace TrainRecorder.ReplayViewer.Report;

/// <summary>Writes a report for people.</summary>
internal static class ReportText
{
    private const int MostUnits = 12;
    private const int Width = 96;
    private const string Indent = "  ";

    public static void Write(RunReport report, TextWriter output)
    {
        output.WriteLine($"{report.Name}, epochs {NumberText.Count(report.FirstEpoch)} to {NumberText.Count(report.LastEpoch)}");
        output.WriteLine();
        WriteFindings(report, output);
        output.WriteLine();
        WriteLayers(report, output);
        if (report.Best is not { } best)
            return;
        output.WriteLine();
        string last = best.Epoch == report.LastEpoch ? ", the last one" : report.LastLoss is { } loss ? double.IsFinite(loss) ? $"; the last one has {NumberText.Value(loss)}" : "; that of the last one is not finite" : "";
        output.WriteLine($"Smallest validation loss: {NumberText.Value(best.Loss)} at epoch {NumberText.Count(best.Epoch)}{last}.");
    }

    private static void WriteFindings(RunReport report, TextWriter output)
    {
        if (report.Groups.Count == 0)
        {
            output.WriteLine(report.EpochsWithDiagnostics > 0
                ? $"Nothing was found at {Times(report.EpochsWithDiagnostics, "epoch")}."
                : "No findings are recorded.");
            return;
        }
        output.WriteLine(report.Groups.Count == 1 ? "One thing was found." : $"{NumberText.Count(report.Groups.Count)} things were found.");
        foreach (IGrouping<string, FindingGroup> rule in report.Groups.GroupBy(group => group.Last.Rule))
            WriteRule([.. rule], output);
    }

    /// <summary>What a rule found: where, and the advice once.</summary>
    private static void WriteRule(IReadOnlyList<FindingGroup> groups, TextWriter output)
    {
        string rule = groups[0].Last.Rule.Length == 0 ? "finding" : groups[0].Last.Rule.Replace("non_", "non-", StringComparison.Ordinal).Replace('_', ' ');
        string title = char.ToUpperInvariant(rule[0]) + rule[1..];
        output.WriteLine();
        if (groups.Count > 1)
            output.WriteLine($"{title} in {NumberText.Count(groups.Count)} layers");
        foreach (FindingGroup group in groups)
        {
            string layer = group.Last.Layer.Length > 0 ? group.Last.Layer : "the network";
            output.WriteLine(groups.Count > 1 ? $"{Indent}{layer}, {When(group)}: {Measured(group)}"
                : $"{title}{(group.Last.Layer.Length > 0 ? " in " + layer : "")}, {When(group)}");
            if (groups.Count == 1)
                output.WriteLine(Indent + Measured(group));
            if (group.Last.Units.Count > 0)
                output.WriteLine($"{Indent}{(groups.Count > 1 ? Indent : "")}{Units(group.Last)}");
        }
        foreach (string advice in groups.Select(group => group.Last.Advice).Distinct())
        {
            foreach (string line in Lines(advice, Width - Indent.Length))
                output.WriteLine(Indent + line);
        }
    }

    private static string Measured(FindingGroup group) =>
        $"measured {NumberText.Value(group.Last.Value)}, threshold {NumberText.Value(group.Last.Threshold)}{(group.Count > 1 ? ", the last time" : "")}";

    private static string When(FindingGroup group) => group.Count == 1
        ? $"epoch {NumberText.Count(group.FirstEpoch)}"
        : $"epochs {NumberText.Count(group.FirstEpoch)} to {NumberText.Count(group.Last.Epoch)} ({NumberText.Count(group.Count)} times)";

    private static string Units(Finding finding)
    {
        string shown = string.Join(", ", finding.Units.Take(MostUnits));
        string more = finding.Units.Count > MostUnits ? $" and {NumberText.Count(finding.Units.Count - MostUnits)} more" : "";
        return (finding.Units.Count == 1 ? "unit " : "units ") + shown + more;
    }

    private static void WriteLayers(RunReport report, TextWriter output)
    {
        output.WriteLine($"Layers at epoch {NumberText.Count(report.LastEpoch)}:");
        string[][] rows =
        [
            ["", "units", "activation", "mean saturation", "saturated", "dead", "dormant"],
            .. report.Layers.Select(layer => new[]
            {
                layer.Name, NumberText.Count(layer.Units), layer.Activation, layer.MeanSaturation is { } mean ? NumberText.Share(mean) : "–",
                Count(layer.SaturatedUnits), Count(layer.DeadUnits), Count(layer.DormantUnits),
            }),
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
            output.WriteLine(Indent + string.Join(Indent, row.Select((cell, column) => column is 0 or 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
        output.WriteLine($"{Indent}(saturated: on at least nine tenths of the probe; –: not recorded, or does not apply)");
    }

    private static string Count(int? count) => count is { } known ? NumberText.Count(known) : "–";

    private static string Times(int count, string noun) => count == 1 ? $"1 {noun}" : $"{NumberText.Count(count)} {noun}s";

    private static IEnumerable<string> Lines(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }
            line += (line.Length > 0 ? " " : "") + word;
        }
        if (line.Length > 0)
            yield return line;
    }
}
