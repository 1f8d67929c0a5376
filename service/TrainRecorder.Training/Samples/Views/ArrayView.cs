using Microsoft.ML;
using Microsoft.ML.Data;

namespace TrainRecorder.Training.Samples.Views;

/// <summary>Columns over our own arrays as Microsoft.ML's data view; always read in order, on the thread that asks.</summary>
internal sealed class ArrayView : IDataView
{
    private readonly IReadOnlyList<ViewColumn> _columns;
    private readonly Func<long, long> _row;
    private readonly long _rows;

    /// <summary>A view of all rows.</summary>
    public ArrayView(long rows, params IReadOnlyList<ViewColumn> columns)
        : this(rows, row => row, columns)
    {
    }

    /// <summary>A view of some rows.</summary>
    public ArrayView(int[] rows, IReadOnlyList<ViewColumn> columns)
        : this(rows.Length, row => rows[row], columns)
    {
    }

    private ArrayView(long rows, Func<long, long> row, IReadOnlyList<ViewColumn> columns)
    {
        _rows = rows;
        _row = row;
        _columns = columns;
        var builder = new DataViewSchema.Builder();
        foreach (var column in columns) builder.AddColumn(column.Name, column.Type);
        Schema = builder.ToSchema();
    }

    /// <inheritdoc/>
    public bool CanShuffle => false;

    /// <inheritdoc/>
    public DataViewSchema Schema { get; }

    /// <inheritdoc/>
    public long? GetRowCount() => _rows;

    /// <inheritdoc/>
    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, [.. columnsNeeded.Select(column => column.Index)]);

    /// <inheritdoc/>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor : DataViewRowCursor
    {
        private readonly ArrayView _view;
        private readonly Delegate?[] _getters;
        private long _position = -1;

        public Cursor(ArrayView view, HashSet<int> active)
        {
            _view = view;
            _getters = [.. view._columns.Select((column, index) => active.Contains(index) ? column.Getter(() => _view._row(_position)) : null)];
        }

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => _view.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => _getters[column.Index] is not null;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            _getters[column.Index] as ValueGetter<TValue> ?? throw new InvalidOperationException($"Column {column.Name} is not active or of another type.");

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = new DataViewRowId((ulong)_position, 0);

        public override bool MoveNext()
        {
            if (_position + 1 >= _view._rows) return false;
            _position++;
            return true;
        }
    }
}
