using TrainRecorder.V1;

namespace TrainRecorder.Training.Tables;

/// <summary>The range of a column's values, found in one pass: of numbers as long as all of them are some, otherwise of text.</summary>
/// <param name="name">Its name.</param>
internal sealed class ColumnSpan(string name)
{
    private long _count;
    private int _longest;
    private bool _isNumber = true;
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;
    private double _mean;

    /// <summary>Notes a value; an empty one is not there.</summary>
    public void Observe(Cell cell)
    {
        if (cell.Kind == CellKind.Missing || (cell.Kind == CellKind.Written && cell.Text.Length == 0) || (cell.Kind == CellKind.Number && double.IsNaN(cell.Number))) return;
        _count++;
        _longest = Math.Max(_longest, cell.Kind is CellKind.Text or CellKind.Written ? cell.Text.Length : 0);
        var value = cell.Number;
        _isNumber &= cell.Kind == CellKind.Number || (cell.Kind == CellKind.Written && NumberText.TryParse(cell.Text, out value));
        if (!_isNumber) return;
        _min = Math.Min(_min, value);
        _max = Math.Max(_max, value);
        // Welford's recurrence: no sum that could grow beyond what a double holds exactly.
        _mean += (value - _mean) / _count;
    }

    /// <summary>What was found.</summary>
    public ColumnRange Conclude()
    {
        var range = new ColumnRange { Column = name, Count = _count };
        if (_count == 0) return range;
        if (_isNumber) (range.Min, range.Max, range.Mean) = (_min, _max, _mean);
        else range.Longest = _longest;
        return range;
    }
}
