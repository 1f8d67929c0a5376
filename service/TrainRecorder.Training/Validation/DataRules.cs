using System.Text.RegularExpressions;
using TrainRecorder.Training.Tables;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Validation;

/// <summary>The rules of <c>data</c>, but for the task, which depends on the network too.</summary>
internal static partial class DataRules
{
    /// <summary>The names of normalisations.</summary>
    public static IReadOnlyList<string> Normalizations { get; } = ["standard", "min_max", "none"];

    /// <summary>Checks the data, makes its defaults explicit, and says what is known of it.</summary>
    public static DataFacts Resolve(Data? data, TableSchema? table, Violations violations)
    {
        if (data is null)
        {
            violations.Add("data", "Is missing: say what to learn from.");
            return DataFacts.None;
        }
        var generated = data.SourceCase == Data.SourceOneofCase.Generate;
        if (!data.HasValidationFraction) data.ValidationFraction = 0.2;
        else if (!(data.ValidationFraction is > 0 and <= Limits.ValidationFraction))
            violations.Add("data.validation_fraction", $"Must be above 0 and at most 0.9, but is {data.ValidationFraction:R}.");
        if (data.Normalization.Length == 0) data.Normalization = generated ? "none" : "standard";
        else violations.IsKnown("data.normalization", data.Normalization, Normalizations);

        var facts = generated ? GeneratorRules.Facts(data, violations) : TableFacts(data, table, violations);
        CheckSize(data, facts, generated, violations);
        return facts;
    }

    private static DataFacts TableFacts(Data data, TableSchema? table, Violations violations)
    {
        switch (data.SourceCase)
        {
            case Data.SourceOneofCase.File:
                violations.Add("data.file", "Only the client can read a file: it must be uploaded first and named by data.dataset.");
                break;
            case Data.SourceOneofCase.Dataset when !DatasetName().IsMatch(data.Dataset):
                violations.Add("data.dataset", "Must be datasets/ and the 64 lower-case hexadecimal digits of a SHA-256.");
                break;
            case Data.SourceOneofCase.None:
                violations.Add("data", "Exactly one of file, dataset and generate must be given.");
                break;
        }
        if (data.Label.Length == 0) violations.Add("data.label", "Is missing: name the column to learn." + Columns(table));
        if (table is null) return DataFacts.None;

        var label = table.Columns.FirstOrDefault(column => column.Name == data.Label);
        if (label is null && data.Label.Length > 0) violations.Add("data.label", $"There is no column '{data.Label}'." + Columns(table));
        long features = 0;
        foreach (var column in table.Columns)
        {
            if (column == label) continue;
            features += column.Type == ColumnTypes.Text ? column.Distinct : 1;
            if (column.Type == ColumnTypes.Text && column.Distinct > TableLimits.Distinct)
                violations.Add("data", $"Column '{column.Name}' has more than {TableLimits.Distinct} different texts; leave it out of the file.");
        }
        if (label is null) return new DataFacts(table.Rows, null, null);
        if (features == 0) violations.Add("data", "There is no column beside the label to learn from.");
        if (features > Limits.Features) violations.Add("data", $"There are {features} features after encoding; at most {Limits.Features} are possible.");
        var usable = features is > 0 and <= Limits.Features;
        return new DataFacts(table.Rows, usable ? (int)features : null, new LabelFacts(label.Name, label.Type, label.Distinct, label.Whole));
    }

    private static void CheckSize(Data data, DataFacts facts, bool generated, Violations violations)
    {
        if (facts.Samples is not { } samples) return;
        var field = generated ? $"data.generate.{GeneratorRules.Kind(data.Generate)}.samples" : "data";
        if (facts.Features is { } features && samples * features > Limits.DataValues)
            violations.Add(field, $"{samples} samples of {features} features are more than {Limits.DataValues} values, which is the limit.");
        if (!(data.ValidationFraction is > 0 and <= Limits.ValidationFraction)) return;
        var held = SplitSize.Validation(samples, data.ValidationFraction);
        if (held < 1) violations.Add("data.validation_fraction", $"{data.ValidationFraction:R} of {samples} samples leaves none for validation.");
        else if (held >= samples) violations.Add("data.validation_fraction", $"{data.ValidationFraction:R} of {samples} samples leaves none for training.");
    }

    private static string Columns(TableSchema? table)
    {
        if (table is null) return "";
        const int shown = 50;
        var names = string.Join(", ", table.Columns.Take(shown).Select(column => column.Name));
        return $" There are: {names}{(table.Columns.Count > shown ? $", and {table.Columns.Count - shown} more" : "")}.";
    }

    [GeneratedRegex(@"\Adatasets/[0-9a-f]{64}\z")]
    private static partial Regex DatasetName();
}
