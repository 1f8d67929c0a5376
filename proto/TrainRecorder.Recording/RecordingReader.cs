using System.Runtime.CompilerServices;
using TrainRecorder.Recording.Internal;
using TrainRecorder.Recording.Internal.Files;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.Recording.Internal.Reading;
using TrainRecorder.V1;

namespace TrainRecorder.Recording;

/// <summary>Reads a recording: a sealed file, a live folder, or a folder whose writer is gone.</summary>
/// <remarks>
/// Safe for several threads. Opening reads footers only; a read touches only the column chunks asked for, and checks their checksums.
/// When a live folder is sealed and its segments go, reads under way and later ones go on with the sealed file beside them.
/// </remarks>
public sealed class RecordingReader : IDisposable
{
    private readonly string? _folder;
    private readonly IFileSystem _files;
    private readonly SemaphoreSlim _refreshing = new(1);
    private readonly ChunkCache _cache = new();
    private volatile EpochIndex _index;

    /// <param name="folder">What may grow; null if that is known to be all.</param>
    private RecordingReader(string? folder, IFileSystem files, EpochIndex index)
    {
        _folder = folder;
        _files = files;
        _index = index;
        Manifest = index.Files[0].Manifest;
        Schema = index.Files[0].Schema;
    }

    /// <summary>What the recording says of itself. Do not change it.</summary>
    public Manifest Manifest { get; }

    /// <summary>The columns.</summary>
    public RecordingSchema Schema { get; }

    /// <summary>The recording is one final file. Of a folder that is followed it may become so.</summary>
    public bool IsSealed => _index.IsSealed;

    /// <summary>The epochs in it, in order.</summary>
    public IReadOnlyList<int> Epochs => _index.Epochs;

    internal EpochIndex Index => _index;

    /// <summary>Opens a file or a folder.</summary>
    /// <exception cref="RecordingException">It is not a recording, or a damaged, truncated or newer one; says what and where.</exception>
    public static Task<RecordingReader> OpenAsync(string path, CancellationToken cancellationToken = default) =>
        OpenAsync(path, LocalFileSystem.Instance, cancellationToken);

    /// <summary>Opens the segments of a live recording that are known to be part of it, in the order of their epochs, whatever else lies in their folder.</summary>
    /// <param name="segments">Paths of the segments, at least one.</param>
    /// <exception cref="RecordingException">One is no recording, or damaged, or of another recording than the first.</exception>
    public static Task<RecordingReader> OpenAsync(IReadOnlyList<string> segments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentOutOfRangeException.ThrowIfZero(segments.Count, nameof(segments));
        string[] paths = [.. segments];
        return Task.Run(
            () =>
            {
                List<RecordingFile> open = LiveFolder.Open(paths, LocalFileSystem.Instance, cancellationToken);
                return new RecordingReader(folder: null, LocalFileSystem.Instance, EpochIndex.Of([.. open.Select(file => (file, 1))]));
            },
            cancellationToken);
    }

    /// <summary>Looks for epochs that were added to a folder since, and whether it was sealed; true if there are more epochs. Of a file, or of segments that were named, there never are.</summary>
    /// <exception cref="RecordingException">A new segment is damaged, or all are gone and no sealed file is there.</exception>
    public Task<bool> RefreshAsync(CancellationToken cancellationToken = default)
    {
        EpochIndex before = _index;
        return _folder is null || before.IsSealed
            ? Task.FromResult(false)
            : Task.Run(() => Look(cancellationToken).Epochs.Count > before.Epochs.Count, cancellationToken);
    }

    /// <summary>A scalar column (<c>step</c>, <c>train.loss</c> …) over all epochs, in the order of <see cref="Epochs"/>; NaN where it is null.</summary>
    /// <exception cref="RecordingException">There is no such column, it is no number, or it is damaged.</exception>
    public Task<double[]> ReadScalarsAsync(string path, CancellationToken cancellationToken = default)
    {
        RecordingColumn column = Column(path, ValueKind.Double, ValueKind.Int32, ValueKind.Int64);
        EpochIndex index = _index;
        return Task.Run(
            () =>
            {
                using ChunkCursor cursor = new(column);
                Func<RowPlace, double> read = place => cursor.At(place).Scalar(place.Row);
                double[] values = new double[index.Epochs.Count];
                for (int i = 0; i < values.Length; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    values[i] = Read(index.At(i), index.Epochs[i], read, cancellationToken);
                }

                return values;
            },
            cancellationToken);
    }

    /// <summary>A scalar column at one epoch; null where it is null, which <see cref="ReadScalarsAsync"/> cannot tell from NaN.</summary>
    /// <exception cref="RecordingException">There is no such epoch, no such column, it has another type, or it is damaged.</exception>
    public Task<double?> ReadScalarAsync(string path, int epoch, CancellationToken cancellationToken = default) => ReadAsync(
        Column(path, ValueKind.Double, ValueKind.Int32, ValueKind.Int64),
        epoch,
        (chunk, row) => chunk.IsNull(row) ? (double?)null : chunk.Scalar(row),
        cancellationToken);

    /// <summary>A <c>list&lt;float&gt;</c> column at one epoch, row-major; null where it was not recorded.</summary>
    /// <exception cref="RecordingException">There is no such epoch, no such column, it has another type, or it is damaged.</exception>
    public Task<float[]?> ReadFloatsAsync(string path, int epoch, CancellationToken cancellationToken = default) =>
        ReadAsync(Column(path, ValueKind.FloatList), epoch, (chunk, row) => chunk.Floats(row), cancellationToken);

    /// <summary>A <c>list&lt;double&gt;</c> column at one epoch; null where it was not recorded.</summary>
    /// <inheritdoc cref="ReadFloatsAsync(string, int, CancellationToken)"/>
    public Task<double[]?> ReadDoublesAsync(string path, int epoch, CancellationToken cancellationToken = default) =>
        ReadAsync(Column(path, ValueKind.DoubleList), epoch, (chunk, row) => chunk.Doubles(row), cancellationToken);

    /// <summary>A <c>list&lt;int64&gt;</c> column at one epoch; null where it was not recorded.</summary>
    /// <inheritdoc cref="ReadFloatsAsync(string, int, CancellationToken)"/>
    public Task<long[]?> ReadIntegersAsync(string path, int epoch, CancellationToken cancellationToken = default) =>
        ReadAsync(Column(path, ValueKind.Int64List), epoch, (chunk, row) => chunk.Integers(row), cancellationToken);

    /// <summary>A <c>string</c> column at one epoch; null where it was not recorded.</summary>
    /// <inheritdoc cref="ReadFloatsAsync(string, int, CancellationToken)"/>
    public Task<string?> ReadTextAsync(string path, int epoch, CancellationToken cancellationToken = default) =>
        ReadAsync(Column(path, ValueKind.Text), epoch, (chunk, row) => chunk.Text(row), cancellationToken);

    /// <summary>The findings at one epoch as JSON, or null.</summary>
    /// <inheritdoc cref="ReadFloatsAsync(string, int, CancellationToken)"/>
    public Task<string?> ReadFindingsAsync(int epoch, CancellationToken cancellationToken = default) =>
        ReadTextAsync(StandardColumns.Findings, epoch, cancellationToken);

    /// <summary>A <c>list&lt;float&gt;</c> column over a range of epochs, one at a time, in order; values null where it was not recorded.</summary>
    /// <inheritdoc cref="ReadFloatsAsync(string, int, CancellationToken)"/>
    public IAsyncEnumerable<(int Epoch, float[]? Values)> ReadFloatsAsync(string path, EpochRange range, CancellationToken cancellationToken = default) =>
        ReadAsync(Column(path, ValueKind.FloatList), range, (chunk, row) => chunk.Floats(row), cancellationToken);

    /// <summary>Some units of a <c>list&lt;float&gt;</c> column at one epoch: of <c>hidden1.weight</c> the weights into them, of <c>hidden1.activation</c> theirs on every probe.</summary>
    /// <param name="path">A column with an axis <c>unit</c>, <c>output</c> or <c>channel</c>.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="firstUnit">The first unit.</param>
    /// <param name="units">How many.</param>
    /// <returns>The column's shape with that axis cut to <paramref name="units"/>, row-major; null where it was not recorded.</returns>
    /// <inheritdoc cref="ReadFloatsAsync(string, int, CancellationToken)"/>
    public Task<float[]?> ReadUnitsAsync(string path, int epoch, int firstUnit, int units, CancellationToken cancellationToken = default)
    {
        RecordingColumn column = Column(path, ValueKind.FloatList);
        return ReadAsync(column, epoch, new UnitSlice(column, firstUnit, units).Read, cancellationToken);
    }

    /// <summary>Some units of a <c>list&lt;float&gt;</c> column over a range of epochs, one at a time, in order: one unit over all epochs, for example.</summary>
    /// <inheritdoc cref="ReadUnitsAsync(string, int, int, int, CancellationToken)"/>
    public IAsyncEnumerable<(int Epoch, float[]? Values)> ReadUnitsAsync(
        string path, EpochRange range, int firstUnit, int units, CancellationToken cancellationToken = default)
    {
        RecordingColumn column = Column(path, ValueKind.FloatList);
        return ReadAsync(column, range, new UnitSlice(column, firstUnit, units).Read, cancellationToken);
    }

    /// <summary>A <c>list&lt;double&gt;</c> column over a range of epochs, one at a time, in order; values null where it was not recorded.</summary>
    /// <inheritdoc cref="ReadFloatsAsync(string, int, CancellationToken)"/>
    public IAsyncEnumerable<(int Epoch, double[]? Values)> ReadDoublesAsync(string path, EpochRange range, CancellationToken cancellationToken = default) =>
        ReadAsync(Column(path, ValueKind.DoubleList), range, (chunk, row) => chunk.Doubles(row), cancellationToken);

    /// <summary>A <c>list&lt;int64&gt;</c> column over a range of epochs, one at a time, in order; values null where it was not recorded.</summary>
    /// <inheritdoc cref="ReadFloatsAsync(string, int, CancellationToken)"/>
    public IAsyncEnumerable<(int Epoch, long[]? Values)> ReadIntegersAsync(string path, EpochRange range, CancellationToken cancellationToken = default) =>
        ReadAsync(Column(path, ValueKind.Int64List), range, (chunk, row) => chunk.Integers(row), cancellationToken);

    /// <summary>A <c>string</c> column over a range of epochs, one at a time, in order; null where it was not recorded.</summary>
    /// <inheritdoc cref="ReadFloatsAsync(string, int, CancellationToken)"/>
    public IAsyncEnumerable<(int Epoch, string? Text)> ReadTextAsync(string path, EpochRange range, CancellationToken cancellationToken = default) =>
        ReadAsync(Column(path, ValueKind.Text), range, (chunk, row) => chunk.Text(row), cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (RecordingFile file in _index.Files)
        {
            file.Dispose();
        }

        _refreshing.Dispose();
    }

    internal static Task<RecordingReader> OpenAsync(string path, IFileSystem files, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Task.Run(() => Open(path, files, cancellationToken), cancellationToken);
    }

    private static RecordingReader Open(string path, IFileSystem files, CancellationToken cancellationToken) => files.FolderExists(path)
        ? new RecordingReader(path, files, RecordingFolder.Read(path, files, before: null, cancellationToken))
        : new RecordingReader(folder: null, files, EpochIndex.OfSealed(RecordingFile.Open(path, files, keepOpen: true)));

    /// <summary>What the folder holds now.</summary>
    private EpochIndex Look(CancellationToken cancellationToken)
    {
        _refreshing.Wait(cancellationToken);
        try
        {
            return _index.IsSealed ? _index : _index = RecordingFolder.Read(_folder!, _files, _index, cancellationToken);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private Task<T> ReadAsync<T>(RecordingColumn column, int epoch, Func<DecodedChunk, int, T> read, CancellationToken cancellationToken)
    {
        RowPlace place = _index[epoch];
        return Task.Run(() => Read(place, epoch, now => ReadRow(now, column, read), cancellationToken), cancellationToken);
    }

    private T ReadRow<T>(RowPlace place, RecordingColumn column, Func<DecodedChunk, int, T> read)
    {
        if (place.File.Footer.Groups[place.Group].Rows >= ChunkCache.LeastRows)
        {
            return read(_cache.Get(place, column), place.Row);
        }

        using DecodedChunk chunk = place.File.Decode(place.Group, column.Index);
        return read(chunk, place.Row);
    }

    private async IAsyncEnumerable<(int Epoch, T Values)> ReadAsync<T>(
        RecordingColumn column, EpochRange range, Func<DecodedChunk, int, T> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EpochIndex index = _index;
        using ChunkCursor cursor = new(column);
        (int first, int end) = index.Within(range);
        for (int i = first; i < end; i++)
        {
            (int epoch, RowPlace place) = (index.Epochs[i], index.At(i));
            T values = await Task.Run(() => Read(place, epoch, now => read(cursor.At(now), now.Row), cancellationToken), cancellationToken).ConfigureAwait(false);
            yield return (epoch, values);
        }
    }

    /// <summary>Reads a row where it is now: in its segment, or in the file that this was sealed into meanwhile.</summary>
    private T Read<T>(RowPlace place, int epoch, Func<RowPlace, T> read, CancellationToken cancellationToken)
    {
        EpochIndex now = _index;
        try
        {
            return read(now.IsSealed ? now[epoch] : place);
        }
        catch (RecordingException e) when (e.Fault == RecordingFault.Missing && _folder is not null && !now.IsSealed)
        {
            return read(Look(cancellationToken)[epoch]);
        }
    }

    private RecordingColumn Column(string path, params ReadOnlySpan<ValueKind> kinds)
    {
        RecordingColumn column = Schema.Find(path) ?? throw new RecordingException(RecordingFault.NotRecorded, $"The recording has no column '{path}'.");
        return kinds.Contains(column.Kind)
            ? column
            : throw new RecordingException(RecordingFault.NotRecorded, $"The column {path} is of type {column.Info.Type}: it cannot be read so.");
    }
}
