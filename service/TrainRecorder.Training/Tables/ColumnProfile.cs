using TrainRecorder.V1;

namespace TrainRecorder.Training.Tables;

/// <summary>What the values of one column are, found in one pass.</summary>
/// <remarks>
/// A column is a number column if more than half of its values are numbers: the others are then faults, for a few
/// stray words in a column of numbers are mistakes. Otherwise it is boolean if all its values are, or else text.
/// </remarks>
/// <param name="index">Its place, 0-based.</param>
/// <param name="name">Its name.</param>
internal sealed class ColumnProfile(int index, string name)
{
    private readonly DistinctCounter _texts = new();
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

    /// <summary>Notes a value, or an empty one as a fault.</summary>
    public void Observe(long row, string text, TableFaults faults)
    {
        _rows++;
        if (text.Length == 0)
        {
            faults.Add(row, index, name, "The value is missing.");
            // So that a gap does not change the type that is found for the rest.
            _rows--;
            return;
        }
        _texts.Add(text);
        if (NumberText.TryParse(text, out var value))
        {
            _numberCount++;
            _numbers?.Add(value);
            if (!NumberText.IsUsable(value)) Remember(ref _unusable, row, text);
            else if (value != Math.Truncate(value)) _whole = false;
            return;
        }
        _numbers = null;
        if (NumberText.TryParseBoolean(text, out var boolean))
        {
            _booleanCount++;
            _trueSeen |= boolean;
            _falseSeen |= !boolean;
        }
        Remember(ref _words, row, text);
    }

    /// <summary>What was found; values that do not fit the type become faults.</summary>
    public TableColumn Conclude(TableFaults faults)
    {
        if (_numberCount * 2 > _rows)
        {
            foreach (var (row, text) in _words ?? [])
                faults.Add(row, index, name, $"'{text}' is not a number, but {_numberCount} of the column's {_rows} values are.");
            foreach (var (row, text) in _unusable ?? [])
                faults.Add(row, index, name, $"'{text}' is not finite in 32 bits.");
            return new TableColumn { Name = name, Type = ColumnTypes.Number, Distinct = _numbers?.Count ?? 0, Whole = _whole };
        }
        // True and TRUE are one value.
        if (_rows > 0 && _booleanCount == _rows)
            return new TableColumn { Name = name, Type = ColumnTypes.Boolean, Distinct = (_trueSeen ? 1 : 0) + (_falseSeen ? 1 : 0) };
        return new TableColumn { Name = name, Type = ColumnTypes.Text, Distinct = _texts.Count };
    }

    private static void Remember(ref List<(long Row, string Text)>? list, long row, string text)
    {
        list ??= [];
        if (list.Count < TableLimits.RememberedFaults) list.Add((row, text.Length <= 40 ? text : text[..40] + "…"));
    }
}
