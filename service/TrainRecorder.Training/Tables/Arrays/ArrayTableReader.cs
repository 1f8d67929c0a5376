using System.Globalization;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tables.Arrays;

/// <summary>Arrays side by side as a table: the first axis counts the rows.</summary>
internal sealed class ArrayTableReader : ITableReader
{
    private readonly IReadOnlyList<ArrayStream> _arrays;
    private readonly IDisposable _file;
    private readonly TableFaults _faults;
    private readonly byte[][] _rows;
    private readonly (int Array, int Offset)[] _places = [];
    private readonly long _count;

    /// <param name="arrays">At least one.</param>
    /// <param name="described">The arrays as the schema has them.</param>
    /// <param name="file">What they are in; owned.</param>
    /// <param name="faults">Where faults are noted.</param>
    public ArrayTableReader(IReadOnlyList<ArrayStream> arrays, IReadOnlyList<TableArray> described, IDisposable file, TableFaults faults)
    {
        _arrays = arrays;
        Arrays = described;
        _file = file;
        _faults = faults;
        _rows = new byte[arrays.Count][];
        if (!FormATable()) return;
        _count = arrays[0].Shape[0];
        var columns = new List<string>();
        var places = new List<(int, int)>();
        for (var i = 0; i < arrays.Count; i++)
        {
            _rows[i] = new byte[arrays[i].RowElements * arrays[i].Type.Size];
            for (var element = 0; element < arrays[i].RowElements; element++)
            {
                columns.Add(ColumnName(arrays[i], element));
                places.Add((i, element * arrays[i].Type.Size));
            }
        }
        Columns = columns;
        _places = [.. places];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; } = [];

    /// <inheritdoc/>
    public IReadOnlyList<TableArray> Arrays { get; }

    /// <inheritdoc/>
    public long Row { get; private set; }

    /// <inheritdoc/>
    public Cell this[int column]
    {
        get
        {
            var (array, offset) = _places[column];
            var type = _arrays[array].Type;
            return type.Read(_rows[array].AsSpan(offset, type.Size));
        }
    }

    /// <inheritdoc/>
    public bool Read()
    {
        if (Row >= _count || _faults.IsFull) return false;
        for (var i = 0; i < _arrays.Count; i++) _arrays[i].ReadRow(_rows[i]);
        Row++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var array in _arrays) array.Dispose();
        _file.Dispose();
    }

    private bool FormATable()
    {
        var fine = true;
        long columns = 0;
        foreach (var array in _arrays)
        {
            if (array.Shape.Count == 0) fine = Fault($"Array {array.Name} is a single number; its first axis must count the rows.");
            else if (array.Shape[0] != _arrays[0].Shape.FirstOrDefault(array.Shape[0]))
                fine = Fault($"Array {array.Name} has {array.Shape[0]} rows, {_arrays[0].Name} has {_arrays[0].Shape[0]}.");
            else if (array.Shape[0] > TableLimits.Rows) fine = Fault($"Array {array.Name} has more than {TableLimits.Rows} rows.");
            else if (array.Shape[0] > 0 && array.RowElements == 0) fine = Fault($"Array {array.Name} has no values in a row.");
            columns += array.RowElements;
        }
        if (columns > TableLimits.Columns) fine = Fault($"There are {columns} columns; at most {TableLimits.Columns} are read.");
        return fine;
    }

    private bool Fault(string description)
    {
        _faults.Add(0, -1, "", description);
        return false;
    }

    private static string ColumnName(ArrayStream array, int element)
    {
        if (array.Shape.Count == 1) return array.Name;
        var index = new string[array.Shape.Count - 1];
        for (var axis = index.Length; axis > 0; axis--)
        {
            index[axis - 1] = (element % array.Shape[axis]).ToString(CultureInfo.InvariantCulture);
            element /= (int)array.Shape[axis];
        }
        return $"{array.Name}[{string.Join(',', index)}]";
    }
}
