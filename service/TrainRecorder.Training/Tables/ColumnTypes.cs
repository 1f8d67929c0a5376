namespace TrainRecorder.Training.Tables;

/// <summary>The types of columns, as <c>TableColumn.type</c> names them.</summary>
internal static class ColumnTypes
{
    /// <summary>Every value is a finite number.</summary>
    public const string Number = "number";

    /// <summary>Every value is <c>true</c> or <c>false</c>, in any case.</summary>
    public const string Boolean = "boolean";

    /// <summary>Anything else.</summary>
    public const string Text = "text";

    /// <summary>The value is missing in a column of that type.</summary>
    public static bool IsMissing(string type, in Cell cell) => cell.Kind switch
    {
        CellKind.Missing => true,
        CellKind.Number => double.IsNaN(cell.Number),
        CellKind.Written => cell.Text.Length == 0 || (type == Number && NumberText.IsNotANumber(cell.Text)),
        _ => false,
    };
}
