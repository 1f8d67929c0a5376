using Parquet;
using Parquet.Schema;

namespace TrainRecorder.Training.Tables.Parquet;

/// <summary>A Parquet file with flat columns of numbers, booleans and texts, read by Parquet.Net a row group at a time.</summary>
internal sealed class ParquetTableReader : ITableReader
{
    private readonly Stream _stream;
    private readonly TableFaults _faults;
    private readonly ParquetReader _reader;
    private readonly DataField[] _fields;
    private readonly ParquetValues[] _values;
    private int _group;
    private int _next;
    private int _rows;

    public ParquetTableReader(Stream stream, TableFaults faults)
    {
        _stream = stream;
        _faults = faults;
        _reader = Guard(() => ParquetReader.CreateAsync(new BufferedStream(stream, 1 << 16), leaveStreamOpen: true));
        _fields = CheckSchema(_reader.Schema);
        Columns = [.. _fields.Select(field => field.Name)];
        _values = new ParquetValues[_fields.Length];
        CheckGroups();
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public long Row { get; private set; }

    /// <inheritdoc/>
    public Cell this[int column] => _values[column][_next - 1];

    /// <inheritdoc/>
    public bool Read()
    {
        if (_fields.Length == 0 || _faults.IsFull) return false;
        while (_next == _rows)
        {
            if (_group == _reader.RowGroupCount) return false;
            ReadGroup(_group++);
        }
        _next++;
        Row++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    private void ReadGroup(int number)
    {
        using var group = Guard(() => Task.FromResult(_reader.OpenRowGroupReader(number)));
        _rows = checked((int)group.RowCount);
        _next = 0;
        for (var i = 0; i < _fields.Length; i++)
        {
            var field = _fields[i];
            using var data = Guard(() => group.ReadRawColumnDataBaseAsync(field).AsTask());
            _values[i] = ParquetValues.Read(data, field, _rows);
        }
    }

    private DataField[] CheckSchema(ParquetSchema schema)
    {
        if (schema.Fields.Count > TableLimits.Columns) throw new DamagedFileException($"There are {schema.Fields.Count} columns; at most {TableLimits.Columns} are read.");
        var fields = new List<DataField>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < schema.Fields.Count; i++)
        {
            var field = schema.Fields[i];
            var shown = field.Name.Length is > 0 and <= TableLimits.NameLength && !field.Name.Any(char.IsControl) ? field.Name : $"{i + 1}";
            if (shown != field.Name) _faults.Add(0, i, shown, $"The name is empty, or has control characters or more than {TableLimits.NameLength} characters.");
            else if (!names.Add(field.Name)) _faults.Add(0, i, shown, "There are two columns of this name.");
            if (field is not DataField { IsArray: false, MaxRepetitionLevel: 0 } data || ParquetValues.KindOf(data) is null)
                _faults.Add(0, i, shown, "Neither numbers, nor booleans, nor texts; lists, structures, dates and bytes are not read.");
            else fields.Add(data);
        }
        return _faults.Any ? [] : [.. fields];
    }

    private void CheckGroups()
    {
        long rows = 0;
        for (var i = 0; i < _reader.RowGroupCount; i++)
        {
            using var group = Guard(() => Task.FromResult(_reader.OpenRowGroupReader(i)));
            var count = group.RowCount;
            if (count < 0 || count * Math.Max(1, _fields.Length) > TableLimits.GroupValues || count > TableLimits.GroupValues)
                throw new DamagedFileException($"Row group {i + 1} has more than {TableLimits.GroupValues} values; write smaller row groups.");
            foreach (var field in _fields) CheckChunk(group, field, count);
            rows += count;
        }
        if (rows > TableLimits.Rows) throw new DamagedFileException($"There are more than {TableLimits.Rows} rows.");
    }

    /// <summary>What a chunk claims of itself is checked before the library makes room for it.</summary>
    private void CheckChunk(ParquetRowGroupReader group, DataField field, long rows)
    {
        var chunk = Guard(() => Task.FromResult(group.GetMetadata(field)))?.MetaData;
        if (chunk is null || chunk.NumValues != rows || chunk.TotalCompressedSize < 0 || chunk.TotalCompressedSize > _stream.Length)
            throw new DamagedFileException($"Column {field.Name} is not as many values as its row group has rows, or larger than the file.");
    }

    /// <summary>The library meets damage with any exception there is.</summary>
    private static T Guard<T>(Func<Task<T>> read)
    {
        try
        {
            return read().GetAwaiter().GetResult();
        }
        catch (Exception damage) when (damage is not (OutOfMemoryException or InsufficientExecutionStackException))
        {
            throw new DamagedFileException($"The file is no Parquet file that can be read: {damage.Message.ReplaceLineEndings(" ")}");
        }
    }
}
