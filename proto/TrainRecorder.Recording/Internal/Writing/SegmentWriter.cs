using TrainRecorder.Recording.Internal.Files;
using TrainRecorder.Recording.Internal.Parquet;

namespace TrainRecorder.Recording.Internal.Writing;

/// <summary>Writes the segments of a live recording, one after another. Belongs to one thread.</summary>
internal sealed class SegmentWriter(string folder, RecordingSchema schema, byte[] manifest, int attempt, IFileSystem files, TimeProvider time) : IDisposable
{
    private readonly RowGroupBuilder _group = new(schema);
    private readonly ChunkEncoder _encoder = new();
    private ParquetFileWriter? _file;
    private int _firstEpoch;
    private long _firstHandedOver;
    private int _lastEpoch;

    // Of the row group that the end of a segment cut: what it has so far. The sealed file has it whole, so the rest of it is what the next segment begins with:
    // then all row groups but the cut ones can be copied, however long the segments are.
    private int _cutRows;
    private long _cutBytes;

    /// <summary>Raw bytes of the rows in the segment under way; 0 if there is none.</summary>
    public long RawBytes { get; private set; }

    private string TemporaryPath => Path.Combine(folder, SegmentName.Temporary(attempt));

    public void Add(EpochRow row)
    {
        long size = RowSize.Of(row);
        if (_file is null)
        {
            _file = new ParquetFileWriter(schema, manifest, files.Create(TemporaryPath));
            _firstEpoch = row.Epoch;
            _firstHandedOver = row.HandedOver;
        }

        if (RowSize.IsFull(_cutRows + _group.Rows, _cutBytes + _group.RawBytes, size))
        {
            EndGroup(_file);
        }

        _group.Add(row, size);
        _lastEpoch = row.Epoch;
        RawBytes += size;

        // No other row would fit: nothing is gained by waiting for it.
        if (_cutBytes + _group.RawBytes > Limits.GroupBytes - Limits.RowBytes)
        {
            EndGroup(_file);
        }
    }

    /// <summary>Encodes the rows that wait for their group to be full, before the segment is closed.</summary>
    public void Flush()
    {
        if (_file is not null && _group.Rows > 0)
        {
            _cutRows += _group.Rows;
            _cutBytes += _group.RawBytes;
            _group.Flush(_file, _encoder);
        }
    }

    /// <summary>Closes the segment under way: written, synced, renamed, and the folder synced.</summary>
    public Segment Close()
    {
        ParquetFileWriter file = _file ?? throw new InvalidOperationException("There is no segment to close.");
        Flush();
        string sha256 = file.Finish();
        long size = file.Position;
        file.Dispose();
        _file = null;
        RawBytes = 0;

        string name = new SegmentName(_firstEpoch, _lastEpoch, attempt).ToString();
        files.Rename(TemporaryPath, Path.Combine(folder, name), replace: false);
        files.SyncFolder(folder);
        return new Segment(name, _firstEpoch, _lastEpoch, size, sha256) { Lag = time.GetElapsedTime(_firstHandedOver) };
    }

    /// <summary>Drops the segment under way.</summary>
    public void Drop()
    {
        if (_file is not null)
        {
            _file.Dispose();
            _file = null;
            files.Delete(TemporaryPath);
        }

        _group.Clear();
        RawBytes = 0;
    }

    public void Dispose()
    {
        _file?.Dispose();
        _encoder.Dispose();
    }

    private void EndGroup(ParquetFileWriter file)
    {
        if (_group.Rows > 0)
        {
            _group.Flush(file, _encoder);
        }

        _cutRows = 0;
        _cutBytes = 0;
    }
}
