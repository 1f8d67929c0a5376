using TrainRecorder.Recording.Internal.Parquet;

namespace TrainRecorder.Recording.Internal.Writing;

/// <summary>Gathers rows until they fill a row group.</summary>
internal sealed class RowGroupBuilder(RecordingSchema schema)
{
    private readonly ColumnBuffer[] _columns = [.. schema.Columns.Select(column => new ColumnBuffer(column))];
    private int _firstEpoch;

    public int Rows { get; private set; }

    /// <summary>Raw bytes of the rows (<see cref="RowSize"/>).</summary>
    public long RawBytes { get; private set; }

    public void Add(EpochRow row, long rawBytes)
    {
        if (Rows == 0)
        {
            _firstEpoch = row.Epoch;
        }

        foreach (ColumnBuffer buffer in _columns)
        {
            Append(buffer, row);
        }

        Rows++;
        RawBytes += rawBytes;
    }

    /// <summary>Writes the rows as one row group and forgets them.</summary>
    public void Flush(ParquetFileWriter file, ChunkEncoder encoder)
    {
        GroupInfo group = new(_firstEpoch, Rows);
        file.BeginGroup();
        foreach (ColumnBuffer buffer in _columns)
        {
            file.WriteChunk(encoder.Encode(buffer), group);
        }

        file.EndGroup(group);
        Clear();
    }

    public void Clear()
    {
        foreach (ColumnBuffer buffer in _columns)
        {
            if (buffer.Column.Schedule == RecordingSchedule.First)
            {
                buffer.Release();
            }
            else
            {
                buffer.Clear();
            }
        }

        Rows = 0;
        RawBytes = 0;
    }

    private static void Append(ColumnBuffer buffer, EpochRow row)
    {
        RecordingColumn column = buffer.Column;
        switch (column.Index)
        {
            case 0:
                buffer.Append(row.Epoch);
                return;
            case 1:
                buffer.Append([row.Step]);
                return;
            case 2:
                buffer.Append([row.ElapsedSeconds]);
                return;
        }

        if (column.Kind == ValueKind.Text)
        {
            if (row.Text(column) is { } text)
            {
                buffer.Append(text);
            }
            else
            {
                buffer.AppendNull();
            }
        }
        else if (!row.IsRecorded(column))
        {
            buffer.AppendNull();
        }
        else
        {
            AppendValues(buffer, row);
        }
    }

    private static void AppendValues(ColumnBuffer buffer, EpochRow row)
    {
        RecordingColumn column = buffer.Column;
        switch (column.Kind)
        {
            case ValueKind.FloatList:
                buffer.Append(row.Floats(column));
                break;
            case ValueKind.DoubleList:
                buffer.Append(row.Doubles(column));
                break;
            case ValueKind.Int64List:
                buffer.Append(row.Integers(column));
                break;
            default:
                buffer.Append([row.Get(column)!.Value]);
                break;
        }
    }
}
