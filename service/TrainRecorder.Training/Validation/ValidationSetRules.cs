using TrainRecorder.Training.Tables;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Validation;

/// <summary>The rules of a given validation set: the columns of the data, in any order.</summary>
internal static class ValidationSetRules
{
    private const string Field = "data.validation_dataset";

    /// <summary>Violations of one kind beyond which only their number is told.</summary>
    private const int Most = 20;

    /// <summary>Checks the columns of the set against those of the data.</summary>
    public static void Check(Data data, TableSchema table, TableSchema given, Violations violations)
    {
        var theirs = given.Columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        var ours = table.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        Add(violations, table.Columns.Where(column => !theirs.ContainsKey(column.Name)).Select(column => $"There is no column '{column.Name}', which the data has."));
        Add(violations, given.Columns.Where(column => !ours.Contains(column.Name)).Select(column => $"The data has no column '{column.Name}'."));
        Add(violations, table.Columns
            .Where(column => theirs.TryGetValue(column.Name, out var twin) && !Fits(column.Type, twin.Type))
            .Select(column => $"Column '{column.Name}' is {theirs[column.Name].Type}, in the data it is {column.Type}."));
        if (given.Rows < 1) violations.Add(Field, "Has no rows.");
    }

    // A column of texts may hold none but numbers by chance; the reader refuses what really does not fit.
    private static bool Fits(string ours, string theirs) => ours == theirs || ours == ColumnTypes.Text;

    private static void Add(Violations violations, IEnumerable<string> descriptions)
    {
        var all = descriptions.ToArray();
        foreach (var description in all.Take(Most)) violations.Add(Field, description);
        if (all.Length > Most) violations.Add(Field, $"And {all.Length - Most} more columns like these.");
    }
}
