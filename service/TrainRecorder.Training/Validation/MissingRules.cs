using TrainRecorder.V1;

namespace TrainRecorder.Training.Validation;

/// <summary>The rules of <c>data.missing</c>.</summary>
internal static class MissingRules
{
    /// <summary>A missing value is a fault.</summary>
    public const string Refuse = "refuse";

    /// <summary>A row with a missing value is left out.</summary>
    public const string Drop = "drop";

    /// <summary>The mean of the training part.</summary>
    public const string Mean = "mean";

    /// <summary>The median of the training part.</summary>
    public const string Median = "median";

    /// <summary>The most frequent value of the training part.</summary>
    public const string MostFrequent = "most_frequent";

    private const string Field = "data.missing";

    /// <summary>Places beyond which only the number of missing values is told.</summary>
    private const int Most = 20;

    /// <summary>The names of what can be done.</summary>
    public static IReadOnlyList<string> Known { get; } = [Refuse, Drop, Mean, Median, MostFrequent];

    /// <summary>The missing values are filled with something fitted.</summary>
    public static bool Fills(string policy) => policy is Mean or Median or MostFrequent;

    /// <summary>Checks what is missing against what is to be done.</summary>
    public static void Resolve(Data data, IReadOnlyList<TablePart> parts, Violations violations)
    {
        if (data.Missing.Length == 0) data.Missing = Refuse;
        else if (!violations.IsKnown(Field, data.Missing, Known)) return;
        if (data.Missing == Drop) return;
        foreach (var part in parts)
        {
            Check(part.Table!, part.Field, column => data.Missing == Refuse || column == data.Label, violations);
            if (part.Labels is { } labels) Check(labels, part.LabelField, _ => true, violations);
        }
    }

    private static void Check(TableSchema table, string file, Func<string, bool> refuses, Violations violations)
    {
        var missing = table.Columns.Where(column => refuses(column.Name)).Sum(column => column.Missing);
        if (missing == 0) return;
        var told = 0;
        foreach (var place in table.MissingValues.Where(place => refuses(table.Columns[place.Column].Name)).Take(Most))
        {
            violations.Add(Field, $"{file}, row {place.Row}, column {table.Columns[place.Column].Name}: The value is missing.");
            told++;
        }
        if (missing > told) violations.Add(Field, $"{file}: {missing - told} {(told == 0 ? "" : "more ")}values are missing.");
    }
}
