using TrainRecorder.V1;

namespace TrainRecorder.Training.Tables;

/// <summary>The values of one column: numbers (booleans as 0 and 1), or texts as places in a list.</summary>
/// <param name="info">What is known of it.</param>
/// <param name="rows">Rows of the table.</param>
/// <param name="exact">Keep the numbers as doubles too: a label's values are told apart by more than a float holds.</param>
internal sealed class LoadedColumn(TableColumn info, int rows, bool exact)
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];

    /// <summary>What is known of it.</summary>
    public TableColumn Info { get; } = info;

    /// <summary>Its values are texts.</summary>
    public bool IsText => Info.Type == ColumnTypes.Text;

    /// <summary>The values of a number or boolean column.</summary>
    public float[] Numbers { get; } = info.Type == ColumnTypes.Text ? [] : new float[rows];

    /// <summary>The numbers as they are in the file, if they were to be kept; empty otherwise.</summary>
    public double[] Exact { get; } = exact && info.Type != ColumnTypes.Text ? new double[rows] : [];

    /// <summary>Of a text column: the place of each row's text in <see cref="Texts"/>.</summary>
    public int[] Codes { get; } = info.Type == ColumnTypes.Text ? new int[rows] : [];

    /// <summary>The different texts, in the order in which they came.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>Takes a value.</summary>
    /// <returns>False if it is not of the column's type: the file has changed since it was inspected.</returns>
    public bool TrySet(int row, string text)
    {
        switch (Info.Type)
        {
            case ColumnTypes.Number:
                if (!NumberText.TryParse(text, out var number) || !NumberText.IsUsable(number)) return false;
                return Set(row, number);
            case ColumnTypes.Boolean:
                if (!NumberText.TryParseBoolean(text, out var boolean)) return false;
                return Set(row, boolean ? 1 : 0);
            default:
                if (!_places.TryGetValue(text, out var place))
                {
                    place = _texts.Count;
                    _texts.Add(text);
                    _places.Add(text, place);
                }
                Codes[row] = place;
                return true;
        }
    }

    private bool Set(int row, double number)
    {
        // -0 and 0 are one value.
        number = number == 0 ? 0 : number;
        Numbers[row] = (float)number;
        if (Exact.Length > 0) Exact[row] = number;
        return true;
    }
}
