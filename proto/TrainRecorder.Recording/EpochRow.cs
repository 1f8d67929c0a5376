namespace TrainRecorder.Recording;

/// <summary>The buffers of one row of a recording, one epoch. Rented from a <see cref="RecordingWriter"/>, filled, and given back by writing it.</summary>
/// <remarks>
/// One thread at a time. A column that was not touched since the row was rented is null in the file, and so is one whose schedule leaves
/// out this epoch: it may be filled at every epoch, for what is computed of it, and is dropped when the row is written.
/// </remarks>
public sealed class EpochRow
{
    private readonly Array?[] _buffers;
    private readonly bool[] _recorded;
    private readonly double[] _scalars;
    private readonly string?[] _texts;

    internal EpochRow(RecordingSchema schema)
    {
        Schema = schema;
        _buffers = new Array?[schema.Columns.Count];
        _recorded = new bool[schema.Columns.Count];
        _scalars = new double[schema.Columns.Count];
        _texts = new string?[schema.Columns.Count];
    }

    /// <summary>The epoch: 0 is the network before its first step.</summary>
    public int Epoch { get; set; }

    /// <summary>Optimiser steps so far.</summary>
    public long Step { get; set; }

    /// <summary>Training time so far, in seconds.</summary>
    public double ElapsedSeconds { get; set; }

    /// <summary>The findings of the diagnostics as a JSON list, or null. At most 16 MiB of UTF-8.</summary>
    public string? Findings { get; set; }

    /// <summary>Nothing comes after this row: rows written later are dropped. May be set until <see cref="WriterOptions.BeforeWrite"/> returns.</summary>
    public bool IsLast { get; set; }

    /// <summary>What the caller wants to find again when the segment that ends with this row is on disk; null when rented.</summary>
    public object? Tag { get; set; }

    internal RecordingSchema Schema { get; }

    /// <summary>When it was handed over to be written (<see cref="TimeProvider.GetTimestamp"/> of <see cref="WriterOptions.TimeProvider"/>).</summary>
    internal long HandedOver { get; set; }

    /// <summary>The buffer of a <c>list&lt;float&gt;</c> column, <see cref="RecordingColumn.Length"/> values, row-major; marks the column as recorded.</summary>
    /// <remarks>After renting it holds values of an earlier epoch: fill all of it.</remarks>
    /// <exception cref="InvalidOperationException">The column has another type.</exception>
    public Span<float> Floats(RecordingColumn column) => Buffer<float>(column, "list<float>");

    /// <summary>The buffer of a <c>list&lt;double&gt;</c> column; marks the column as recorded.</summary>
    /// <inheritdoc cref="Floats"/>
    public Span<double> Doubles(RecordingColumn column) => Buffer<double>(column, "list<double>");

    /// <summary>The buffer of a <c>list&lt;int64&gt;</c> column; marks the column as recorded.</summary>
    /// <inheritdoc cref="Floats"/>
    public Span<long> Integers(RecordingColumn column) => Buffer<long>(column, "list<int64>");

    /// <summary>Sets a <c>double</c> column, for example <c>train.loss</c>.</summary>
    /// <exception cref="InvalidOperationException">The column has another type or a property of its own.</exception>
    public void Set(RecordingColumn column, double value)
    {
        Check(column, "double");
        if (!column.IsOptional)
        {
            throw new InvalidOperationException($"{column.Path} has a property of its own.");
        }

        _scalars[column.Index] = value;
        _recorded[column.Index] = true;
    }

    /// <summary>Sets a <c>string</c> column of an extension, or the findings (<see cref="Findings"/>). At most 16 MiB of UTF-8.</summary>
    /// <exception cref="InvalidOperationException">The column has another type.</exception>
    public void Set(RecordingColumn column, string? text)
    {
        Check(column, "string");
        if (column.Path == StandardColumns.Findings)
        {
            Findings = text;
            return;
        }

        _texts[column.Index] = text;
        _recorded[column.Index] = text is not null;
    }

    /// <summary>The value of a <c>double</c> column; null where none was set since the row was rented.</summary>
    /// <exception cref="InvalidOperationException">The column has another type.</exception>
    public double? Get(RecordingColumn column)
    {
        Check(column, "double");
        return _recorded[column.Index] ? _scalars[column.Index] : null;
    }

    /// <summary>The column was touched since the row was rented.</summary>
    public bool IsRecorded(RecordingColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return _recorded[column.Index];
    }

    /// <summary>The text of a <c>string</c> column; null where none was set since the row was rented.</summary>
    internal string? Text(RecordingColumn column) =>
        column.Path == StandardColumns.Findings ? Findings
        : _recorded[column.Index] ? _texts[column.Index]
        : null;

    /// <summary>Takes back the mark of those columns that a sparse schedule leaves out at this epoch.</summary>
    internal void DropWhatIsNotDue()
    {
        foreach (RecordingColumn column in Schema.Columns)
        {
            if (column.Schedule.Every > 1 && !Schema.IsDue(column, Epoch))
            {
                _recorded[column.Index] = false;
            }
        }
    }

    /// <summary>Makes the row empty again. Buffers stay, but for those of columns that only the first row has.</summary>
    internal void Reset()
    {
        foreach (RecordingColumn column in Schema.Columns)
        {
            if (_recorded[column.Index] && column.Schedule == RecordingSchedule.First)
            {
                _buffers[column.Index] = null;
            }
        }

        Array.Clear(_recorded);
        Array.Clear(_texts);
        Findings = null;
        IsLast = false;
        Tag = null;
        Epoch = 0;
        Step = 0;
        ElapsedSeconds = 0;
    }

    private Span<T> Buffer<T>(RecordingColumn column, string type)
    {
        Check(column, type);
        _recorded[column.Index] = true;
        return (T[])(_buffers[column.Index] ??= new T[column.Length]);
    }

    private void Check(RecordingColumn column, string type)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (column.Index >= _buffers.Length
            || (!ReferenceEquals(Schema.Columns[column.Index], column) && !Schema.Columns[column.Index].Info.Equals(column.Info)))
        {
            throw new InvalidOperationException($"{column.Path} is a column of another recording.");
        }

        if (column.Info.Type != type)
        {
            throw new InvalidOperationException($"{column.Path} is of type {column.Info.Type}, not {type}.");
        }
    }
}
