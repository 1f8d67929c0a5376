namespace TrainRecorder.Training.Tables;

/// <summary>How a file says what a value is.</summary>
internal enum CellKind
{
    /// <summary>There is no value.</summary>
    Missing,

    /// <summary>A number; NaN is a missing one.</summary>
    Number,

    /// <summary>A truth value, 0 or 1.</summary>
    Boolean,

    /// <summary>A text, whatever it looks like.</summary>
    Text,

    /// <summary>Characters of a file without types: the column's other values say what they mean. Empty is missing.</summary>
    Written,
}

/// <summary>A value of a table.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">Of numbers and booleans.</param>
/// <param name="Text">Of texts and of what is written.</param>
internal readonly record struct Cell(CellKind Kind, double Number, string Text)
{
    /// <summary>No value.</summary>
    public static Cell Missing => new(CellKind.Missing, 0, "");

    /// <summary>A number.</summary>
    public static Cell Of(double number) => new(CellKind.Number, number, "");

    /// <summary>A truth value.</summary>
    public static Cell Of(bool value) => new(CellKind.Boolean, value ? 1 : 0, "");

    /// <summary>A text.</summary>
    public static Cell Of(string text) => new(CellKind.Text, 0, text);

    /// <summary>Characters without a type.</summary>
    public static Cell Written(string text) => new(CellKind.Written, 0, text);

    /// <summary>The value as people write it, shortened.</summary>
    public string Shown
    {
        get
        {
            const int longest = 40;
            var text = Kind switch
            {
                CellKind.Missing => "",
                CellKind.Number => Number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
                CellKind.Boolean => Number == 0 ? "false" : "true",
                _ => Text,
            };
            return text.Length <= longest ? text : text[..longest] + "…";
        }
    }
}
