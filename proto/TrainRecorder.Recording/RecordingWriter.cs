using TrainRecorder.Recording.Internal;
using TrainRecorder.Recording.Internal.Manifests;
using TrainRecorder.Recording.Internal.Writing;
using TrainRecorder.V1;

namespace TrainRecorder.Recording;

/// <summary>Writes a live recording: a folder of segments, each a complete Parquet file.</summary>
/// <remarks>
/// The caller's thread fills rows; encoding, compression and the disk happen on a thread of the writer's own. A fault
/// there (a full disk, an exception of a callback) is thrown from the next call of any method but
/// <see cref="DisposeAsync"/>, and again from every later one.
/// </remarks>
public sealed class RecordingWriter : IAsyncDisposable
{
    private readonly WriterThread _thread;
    private readonly TimeProvider _time;
    private int? _lastEpoch;

    private RecordingWriter(RecordingSchema schema, WriterThread thread, TimeProvider time)
    {
        Schema = schema;
        _thread = thread;
        _time = time;
    }

    /// <summary>The columns.</summary>
    public RecordingSchema Schema { get; }

    /// <summary>The writer's thread is finishing or encoding a row now, or calls <see cref="WriterOptions.SegmentClosed"/>: it wants a core. Not while it waits, for rows, for the disk, or for what that call returned.</summary>
    public bool IsWorking => _thread.IsWorking;

    /// <summary>Opens a folder for writing; it is made if it is not there. Segments of the same folder stay as they are; what earlier attempts left unfinished is removed.</summary>
    /// <exception cref="RecordingException">The manifest contradicts itself or the format.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static RecordingWriter Create(string folder, Manifest manifest, WriterOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        options ??= new WriterOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Attempt, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SegmentBytes, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BufferedRows, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.SegmentAge, TimeSpan.Zero, nameof(options));

        RecordingSchema schema = RecordingSchema.FromManifest(manifest);
        byte[] json = ManifestJson.Format(manifest);
        options.FileSystem.CreateFolder(folder);
        foreach (string name in options.FileSystem.List(folder))
        {
            if (SegmentName.TryParseTemporary(name) < options.Attempt)
            {
                options.FileSystem.Delete(Path.Combine(folder, name));
            }
        }

        SegmentWriter segments = new(folder, schema, json, options.Attempt, options.FileSystem, options.TimeProvider);
        return new RecordingWriter(schema, new WriterThread(schema, segments, options), options.TimeProvider);
    }

    /// <summary>An empty row; waits while <see cref="WriterOptions.BufferedRows"/> rows are under way.</summary>
    /// <exception cref="InvalidOperationException">The recording is complete.</exception>
    public EpochRow Rent(CancellationToken cancellationToken = default) => _thread.Rent(cancellationToken);

    /// <summary>Hands a row over to be written. The row must not be touched afterwards. Never waits.</summary>
    /// <exception cref="ArgumentException">The row is not one that was rented here, or its epoch does not follow that of the row before.</exception>
    /// <exception cref="InvalidOperationException">The recording is complete.</exception>
    public void Write(EpochRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        int epoch = row.Epoch;
        if (epoch < 0 || (_lastEpoch is int last && epoch != last + 1))
        {
            throw new ArgumentException($"Epoch {epoch} cannot follow {(_lastEpoch is int before ? $"epoch {before}" : "nothing")}.", nameof(row));
        }

        row.HandedOver = _time.GetTimestamp();
        // From here on the row is the thread's, which may have emptied it for the next epoch already.
        _thread.Write(row);
        _lastEpoch = epoch;
    }

    /// <summary>Writes what is under way and closes the last segment. Nothing can be written afterwards.</summary>
    public Task CompleteAsync(CancellationToken cancellationToken = default) => _thread.CompleteAsync(cancellationToken);

    /// <summary>Stops. What is not in a closed segment is dropped; complete first to keep it.</summary>
    public ValueTask DisposeAsync() => _thread.DisposeAsync();
}
