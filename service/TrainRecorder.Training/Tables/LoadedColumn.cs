using TrainRecorder.V1;

namespace TrainRecorder.Training.Tables;

/// <summary>The values of one column: numbers (booleans as 0 and 1), or texts as places in a list.</summary>
/// <param name="info">What is known of it.</param>
/// <param name="rows">Rows of the table.</param>
/// <param name="exact">Keep the numbers as doubles too: a label's values are told apart by more than a float holds.</param>
internal sealed class LoadedColumn(TableColumn info, int rows, bool exact)
{
    /// <summary>In <see cref="Codes"/>: there is no value. Among <see cref="Numbers"/> it is NaN.</summary>
    public const int MissingCode = -1;

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private bool _closed;

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

    /// <summary>There is no value in the row.</summary>
    public bool IsMissing(int row) => IsText ? Codes[row] == MissingCode : float.IsNaN(Numbers[row]);

    /// <summary>From now on a text that has not come is refused.</summary>
    public void Close() => _closed = true;

    /// <summary>Takes a value.</summary>
    /// <returns>What is wrong with it; null if nothing is.</returns>
    public string? Set(int row, in Cell cell)
    {
        if (ColumnTypes.IsMissing(Info.Type, cell))
        {
            if (IsText) Codes[row] = MissingCode;
            else SetNumber(row, double.NaN);
            return null;
        }
        return Info.Type switch
        {
            ColumnTypes.Number when cell.Kind == CellKind.Number => SetUsable(row, cell.Number, cell),
            ColumnTypes.Number when cell.Kind == CellKind.Written && NumberText.TryParse(cell.Text, out var number) => SetUsable(row, number, cell),
            ColumnTypes.Boolean when cell.Kind == CellKind.Boolean => SetNumber(row, cell.Number),
            ColumnTypes.Boolean when cell.Kind == CellKind.Written && NumberText.TryParseBoolean(cell.Text, out var value) => SetNumber(row, value ? 1 : 0),
            ColumnTypes.Text when cell.Kind is CellKind.Text or CellKind.Written => SetText(row, cell),
            _ => $"'{cell.Shown}' is no {Info.Type}.",
        };
    }

    /// <summary>Puts a number in the place of those that are missing.</summary>
    public void Fill(float number)
    {
        foreach (ref var value in Numbers.AsSpan())
        {
            if (float.IsNaN(value)) value = number;
        }
    }

    /// <summary>Puts a text in the place of those that are missing.</summary>
    public void FillCode(int place)
    {
        foreach (ref var value in Codes.AsSpan())
        {
            if (value == MissingCode) value = place;
        }
    }

    private string? SetUsable(int row, double number, in Cell cell) =>
        NumberText.IsUsable(number) ? SetNumber(row, number) : $"'{cell.Shown}' is not finite in 32 bits.";

    private string? SetNumber(int row, double number)
    {
        // -0 and 0 are one value.
        number = number == 0 ? 0 : number;
        Numbers[row] = (float)number;
        if (Exact.Length > 0) Exact[row] = number;
        return null;
    }

    private string? SetText(int row, in Cell cell)
    {
        if (!_places.TryGetValue(cell.Text, out var place))
        {
            if (_closed) return $"'{cell.Shown}' is not among the texts of the data's column.";
            place = _texts.Count;
            _texts.Add(cell.Text);
            _places.Add(cell.Text, place);
        }
        Codes[row] = place;
        return null;
    }
}
