using TrainRecorder.Training.Tables;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Validation;

/// <summary>The rules of data that comes from files: its columns, its label, a given validation set.</summary>
internal static class TableRules
{
    private const string DefaultLabel = "label";
    private const int Shown = 50;

    /// <summary>Checks what is known of the files against what the job asks of them.</summary>
    public static DataFacts Facts(Data data, DatasetSchemas datasets, Violations violations)
    {
        if (data.SourceCase == Data.SourceOneofCase.None) violations.Add("data", "Exactly one of file, dataset and generate must be given.");
        datasets.RefuseFile("data.file", data.File, "data.dataset");
        datasets.RefuseFile("data.label_file", data.LabelFile, "data.label_dataset");
        datasets.RefuseFile("data.validation_file", data.ValidationFile, "data.validation_dataset");
        datasets.RefuseFile("data.validation_label_file", data.ValidationLabelFile, "data.validation_label_dataset");
        var ownLabels = data.LabelDataset.Length > 0;
        if (data.Label.Length == 0 && (ownLabels || data.LabelFile.Length > 0)) data.Label = DefaultLabel;

        var parts = new List<TablePart>();
        var training = TablePart.Find("data.dataset", data.SourceCase == Data.SourceOneofCase.Dataset ? data.Dataset : null, "data.label_dataset", data.LabelDataset, datasets);
        var validation = TablePart.Find("data.validation_dataset", data.ValidationDataset.Length > 0 ? data.ValidationDataset : null, "data.validation_label_dataset", data.ValidationLabelDataset, datasets);
        CheckLabelFiles(data, violations);
        if (data.Label.Length == 0) violations.Add("data.label", "Is missing: name the column to learn." + Columns(training.Table));
        foreach (var part in (TablePart[])[training, validation])
        {
            if (part.CheckLabels(violations)) parts.Add(part);
        }
        MissingRules.Resolve(data, parts, violations);
        if (training.Table is not { } table) return DataFacts.None;

        var label = training.Label(data.Label);
        if (label is null && !ownLabels && data.Label.Length > 0) violations.Add("data.label", $"There is no column '{data.Label}'." + Columns(table));
        if (ownLabels && table.Columns.Any(column => column.Name == data.Label))
            violations.Add("data.label", $"'{data.Label}' is a column of the data; give the labels of label_dataset another name.");
        var features = Features(data, table, violations);
        if (validation.Table is { } given) ValidationSetRules.Check(data, table, given, violations);
        var rows = Rows(data, training);
        var facts = new DataFacts(rows, null, null) { ValidationSamples = validation.Table is null ? null : Rows(data, validation) };
        if (rows < 1) violations.Add("data.missing", "Every row has a missing value: none is left.");
        if (facts.ValidationSamples < 1) violations.Add("data.missing", "Every row of the validation set has a missing value: none is left.");
        if (label is null) return facts;
        if (features == 0) violations.Add("data", "There is no column beside the label to learn from.");
        if (features > Limits.Features) violations.Add("data", $"There are {features} features after encoding; at most {Limits.Features} are possible.");
        return facts with
        {
            Features = features is > 0 and <= Limits.Features ? (int)features : null,
            Label = new LabelFacts(data.Label, label.Type, label.Distinct, label.Whole),
            RowShape = RowShape(table, data.Label),
        };
    }

    /// <summary>The first columns, for a message.</summary>
    public static string Columns(TableSchema? table)
    {
        if (table is null) return "";
        var names = string.Join(", ", table.Columns.Take(Shown).Select(column => column.Name));
        return $" There are: {names}{(table.Columns.Count > Shown ? $", and {table.Columns.Count - Shown} more" : "")}.";
    }

    private static void CheckLabelFiles(Data data, Violations violations)
    {
        var labels = data.LabelDataset.Length > 0 || data.LabelFile.Length > 0;
        var validation = data.ValidationDataset.Length > 0 || data.ValidationFile.Length > 0;
        var given = data.ValidationLabelDataset.Length > 0 || data.ValidationLabelFile.Length > 0;
        if (given && !(labels && validation))
            violations.Add("data.validation_label_dataset", "Is for a validation set of a job whose data has its labels in a file of their own too.");
        else if (!given && labels && validation)
            violations.Add("data.validation_label_dataset", "Is missing: the labels of the validation set must be in a file of their own too.");
    }

    private static long Features(Data data, TableSchema table, Violations violations)
    {
        long features = 0;
        foreach (var column in table.Columns)
        {
            if (column.Name == data.Label) continue;
            features += column.Type == ColumnTypes.Text ? column.Distinct : 1;
            if (column.Type == ColumnTypes.Text && column.Distinct > TableLimits.Distinct)
                violations.Add("data", $"Column '{column.Name}' has more than {TableLimits.Distinct} different texts; leave it out of the file.");
        }
        return features;
    }

    /// <summary>Rows that are left. Where both files of a part have gaps it is a lower bound: they may be in the same rows.</summary>
    private static long Rows(Data data, TablePart part) =>
        data.Missing == MissingRules.Drop ? part.Table!.Rows - part.Table.IncompleteRows - (part.Labels?.IncompleteRows ?? 0) : part.Table!.Rows;

    /// <summary>The shape of the one array that holds all features, if it has more than one axis within a row.</summary>
    private static List<int>? RowShape(TableSchema table, string label)
    {
        List<int>? shape = null;
        var place = 0;
        foreach (var array in table.Arrays)
        {
            var columns = array.Shape.Aggregate(1, (product, axis) => product * axis);
            var names = table.Columns.Skip(place).Take(columns).Select(column => column.Name).ToArray();
            place += columns;
            if (names is [var only] && only == label) continue;
            if (shape is not null || names.Contains(label) || array.Shape.Count < 2) return null;
            shape = [.. array.Shape];
        }
        return shape;
    }
}
