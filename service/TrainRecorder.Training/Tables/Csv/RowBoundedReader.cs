namespace TrainRecorder.Training.Tables.Csv;

/// <summary>Passes text on, and refuses a row that goes on and on.</summary>
/// <param name="reader">The text.</param>
/// <param name="limit">Characters handed out between two calls of <see cref="BeginRow"/>.</param>
internal sealed class RowBoundedReader(TextReader reader, int limit) : TextReader
{
    private int _used;

    /// <summary>A new row begins.</summary>
    public void BeginRow() => _used = 0;

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count)
    {
        var read = reader.Read(buffer, index, count);
        _used += read;
        if (_used > limit) throw new RowTooLongException();
        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) reader.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>A row is longer than the limit.</summary>
internal sealed class RowTooLongException : IOException;
