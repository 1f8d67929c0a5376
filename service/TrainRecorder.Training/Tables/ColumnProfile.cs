using TrainRecorder.V1;

namespace TrainRecorder.Training.Tables;

/// <summary>What the values of one column are, found in one pass.</summary>
/// <remarks>
/// A column of a file without types is a number column if more than half of its values are numbers: the others are then
/// faults, for a few stray words in a column of numbers are mistakes. Otherwise it is boolean if all its values are, or
/// else text. <c>NA</c> and <c>NaN</c> are missing numbers in a number column, and texts in any other.
/// </remarks>
/// <param name="index">Its place, 0-based.</param>
/// <param name="name">Its name.</param>
internal sealed class ColumnProfile(int index, string name)
{
    private readonly DistinctCounter _texts = new();
    private readonly MissingRows _gaps = new();
    private readonly MissingRows _notNumbers = new();
    private DistinctCounter? _numbers = new();
    private List<(long Row, string Text)>? _words;
    private List<(long Row, string Text)>? _unusable;
    private long _rows;
    private long _numberCount;
    private long _booleanCount;
    private bool _trueSeen;
    private bool _falseSeen;
    private bool _whole = true;

    /// <summary>Slots that counting takes.</summary>
    public int Slots => _texts.Slots + (_numbers?.Slots ?? 0);

    /// <summary>Notes a value.</summary>
    /// <returns>False if it is missing whatever the column's type.</returns>
    public bool Observe(long row, in Cell cell)
    {
        if (cell.Kind == CellKind.Missing || (cell.Kind == CellKind.Written && cell.Text.Length == 0) || (cell.Kind == CellKind.Number && double.IsNaN(cell.Number)))
        {
            _gaps.Add(row);
            return false;
        }
        _rows++;
        switch (cell.Kind)
        {
            case CellKind.Number: Number(row, cell.Number, cell); break;
            case CellKind.Boolean: Boolean(cell.Number != 0, row, cell); break;
            case CellKind.Text:
                _texts.Add(cell.Text);
                Word(row, cell);
                break;
            default: Written(row, cell); break;
        }
        return true;
    }

    /// <summary>What was found; values that do not fit the type become faults.</summary>
    public TableColumn Conclude(TableFaults faults)
    {
        var column = Type(faults);
        column.Missing = _gaps.Count + (column.Type == ColumnTypes.Number ? _notNumbers.Count : 0);
        if (_rows == 0 && _gaps.Count > 0 || (column.Type == ColumnTypes.Number && _numberCount == 0)) faults.Add(0, index, name, "There is no value in the column.");
        return column;
    }

    /// <summary>The first rows where a value is missing, and whether <c>NA</c> and <c>NaN</c> had to be counted for it.</summary>
    public (IEnumerable<long> Rows, bool NotNumbers) Missing(TableColumn concluded)
    {
        var notNumbers = concluded.Type == ColumnTypes.Number && _notNumbers.Count > 0;
        return (notNumbers ? _gaps.First.Concat(_notNumbers.First).Order() : _gaps.First, notNumbers);
    }

    private TableColumn Type(TableFaults faults)
    {
        var rows = _rows - _notNumbers.Count;
        if (_numberCount * 2 > rows || (rows == 0 && _notNumbers.Count > 0))
        {
            foreach (var (row, text) in _words ?? [])
                faults.Add(row, index, name, $"'{text}' is not a number, but {_numberCount} of the column's {rows} values are.");
            foreach (var (row, text) in _unusable ?? [])
                faults.Add(row, index, name, $"'{text}' is not finite in 32 bits.");
            return new TableColumn { Name = name, Type = ColumnTypes.Number, Distinct = _numbers?.Count ?? 0, Whole = _whole };
        }
        // True and TRUE are one value.
        if (_rows > 0 && _booleanCount == _rows)
            return new TableColumn { Name = name, Type = ColumnTypes.Boolean, Distinct = (_trueSeen ? 1 : 0) + (_falseSeen ? 1 : 0) };
        return new TableColumn { Name = name, Type = ColumnTypes.Text, Distinct = _texts.Count };
    }

    private void Written(long row, in Cell cell)
    {
        _texts.Add(cell.Text);
        if (NumberText.IsNotANumber(cell.Text)) _notNumbers.Add(row);
        else if (NumberText.TryParse(cell.Text, out var number)) Number(row, number, cell);
        else if (NumberText.TryParseBoolean(cell.Text, out var boolean)) Boolean(boolean, row, cell);
        else Word(row, cell);
    }

    private void Number(long row, double value, in Cell cell)
    {
        _numberCount++;
        _numbers?.Add(value);
        if (!NumberText.IsUsable(value)) Remember(ref _unusable, row, cell);
        else if (value != Math.Truncate(value)) _whole = false;
    }

    private void Boolean(bool value, long row, in Cell cell)
    {
        _booleanCount++;
        _trueSeen |= value;
        _falseSeen |= !value;
        Word(row, cell);
    }

    private void Word(long row, in Cell cell)
    {
        _numbers = null;
        Remember(ref _words, row, cell);
    }

    private static void Remember(ref List<(long Row, string Text)>? list, long row, in Cell cell)
    {
        list ??= [];
        if (list.Count < TableLimits.RememberedFaults) list.Add((row, cell.Shown));
    }

    /// <summary>How many values are missing, and where the first are.</summary>
    private sealed class MissingRows
    {
        private List<long>? _first;

        public long Count { get; private set; }

        public IReadOnlyList<long> First => _first ?? [];

        public void Add(long row)
        {
            Count++;
            _first ??= [];
            if (_first.Count < TableLimits.MissingPlaces) _first.Add(row);
        }
    }
}
