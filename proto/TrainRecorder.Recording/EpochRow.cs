namespace TrainRecorder.Recording;

/// <summary>The buffers of one row of a recording, one epoch. Rented from a <see cref="RecordingWriter"/>, filled, and given back by writing it.</summary>
/// <remarks>One thread at a time. A column that was not touched since the row was rented is null in the file.</remarks>
public sealed class EpochRow
{
    /// <summary>The epoch: 0 is the network before its first step.</summary>
    public int Epoch { get; set; }

    /// <summary>Optimiser steps so far.</summary>
    public long Step { get; set; }

    /// <summary>Training time so far, in seconds.</summary>
    public double ElapsedSeconds { get; set; }

    /// <summary>The findings of the diagnostics as a JSON list, or null.</summary>
    public string? Findings { get; set; }

    /// <summary>What the caller wants to find again when the segment that ends with this row is on disk; null when rented.</summary>
    public object? Tag { get; set; }

    /// <summary>The buffer of a <c>list&lt;float&gt;</c> column, <see cref="RecordingColumn.Length"/> values, row-major; marks the column as recorded.</summary>
    public Span<float> Floats(RecordingColumn column) => throw new NotImplementedException();

    /// <summary>The buffer of a <c>list&lt;double&gt;</c> column; marks the column as recorded.</summary>
    public Span<double> Doubles(RecordingColumn column) => throw new NotImplementedException();

    /// <summary>The buffer of a <c>list&lt;int64&gt;</c> column; marks the column as recorded.</summary>
    public Span<long> Integers(RecordingColumn column) => throw new NotImplementedException();

    /// <summary>Sets a <c>double</c> column, for example <c>train.loss</c>.</summary>
    public void Set(RecordingColumn column, double value) => throw new NotImplementedException();
}
