using TrainRecorder.V1;

namespace TrainRecorder.Training.Validation;

/// <summary>A table with its labels: the data, or the validation set.</summary>
/// <param name="Field">The field that names the table.</param>
/// <param name="Table">Null if it is not given or not known.</param>
/// <param name="LabelField">The field that names the labels' own file.</param>
/// <param name="Labels">Null if there is none, or it is not known.</param>
internal sealed record TablePart(string Field, TableSchema? Table, string LabelField, TableSchema? Labels)
{
    /// <summary>Looks up what is given.</summary>
    public static TablePart Find(string field, string? name, string labelField, string labels, DatasetSchemas datasets) =>
        new(field, name is null ? null : datasets.Table(field, name), labelField, labels.Length > 0 ? datasets.Table(labelField, labels) : null);

    /// <summary>What is known of the label's column.</summary>
    public TableColumn? Label(string name) => Labels is null ? Table?.Columns.FirstOrDefault(column => column.Name == name) : Labels.Columns is [var only] ? only : null;

    /// <summary>Checks the labels' own file.</summary>
    /// <returns>There is a table.</returns>
    public bool CheckLabels(Violations violations)
    {
        if (Labels is not null && Labels.Columns.Count != 1) violations.Add(LabelField, $"Has {Labels.Columns.Count} columns; labels are one.");
        if (Labels is not null && Table is not null && Labels.Rows != Table.Rows) violations.Add(LabelField, $"Has {Labels.Rows} rows, the table has {Table.Rows}.");
        return Table is not null;
    }
}
