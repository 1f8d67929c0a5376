using System.Runtime.InteropServices;
using Parquet;
using Parquet.Data;
using Parquet.Schema;
using TrainRecorder.Recording.Internal.Files;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.Recording.Internal.Reading;

namespace TrainRecorder.Recording.Internal.Verifying;

/// <summary>Reads a file once more with Parquet.Net, which shares no code with the reader here, and compares every value.</summary>
/// <remarks>A checksum says that the bytes are those that were written; this says that they mean the same to others.</remarks>
internal sealed class SecondReader : IAsyncDisposable
{
    // What Parquet.Net keeps for the next read; without a limit it keeps everything.
    private static readonly ParquetOptions _options = new() { MaximumSmallPoolFreeBytes = 16 << 20, MaximumLargePoolFreeBytes = 16 << 20 };

    // Parquet.Net makes its buffers for decompression anew for each chunk, about three times the size of the values. Left alone, the collector lets them pile
    // up as far as it sees fit, hundreds of megabytes where the processor's cache is large.
    private const int GarbageFactor = 3;
    private const long MostGarbage = 96 << 20;

    private readonly ParquetReader _parquet;
    private readonly RecordingFile _file;
    private readonly DataField[] _fields;
    private long _garbage;

    private SecondReader(RecordingFile file, ParquetReader parquet)
    {
        _file = file;
        _parquet = parquet;
        _fields = parquet.Schema.GetDataFields();
    }

    /// <exception cref="RecordingException">Parquet.Net does not take the file for what it is.</exception>
    public static async Task<SecondReader> OpenAsync(RecordingFile file, IFileSystem files, CancellationToken cancellationToken)
    {
        FileReaderStream stream = new(files.OpenRead(file.Path));
        try
        {
            ParquetReader parquet = await ParquetReader.CreateAsync(stream, _options, leaveStreamOpen: false, cancellationToken: cancellationToken).ConfigureAwait(false);
            SecondReader reader = new(file, parquet);
            if (parquet.RowGroupCount == file.Footer.Groups.Length && reader._fields.Length == file.Schema.Columns.Count)
            {
                return reader;
            }

            await reader.DisposeAsync().ConfigureAwait(false);
            throw new RecordingException(RecordingFault.Damaged, $"{Path.GetFileName(file.Path)}: another Parquet reader finds other row groups or columns in it.");
        }
        catch (Exception e)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            if (e is not (ParquetException or InvalidDataException))
            {
                throw;
            }

            throw new RecordingException(RecordingFault.Damaged, $"{Path.GetFileName(file.Path)}: another Parquet reader cannot open it: {e.Message}", e);
        }
    }

    /// <summary>What differs in a column chunk; null if nothing does.</summary>
    /// <param name="buffer">Of the column; what is in it is lost.</param>
    public async Task<string?> CompareAsync(int group, RecordingColumn column, ColumnBuffer buffer, CancellationToken cancellationToken)
    {
        CollectGarbage(_file.Footer.Chunk(group, column.Index).Form.UncompressedSize);
        string where = _file.Where(group, column.Index);
        try
        {
            using ParquetRowGroupReader rows = _parquet.OpenRowGroupReader(group);
            using RawColumnData theirs = await rows.ReadRawColumnDataBaseAsync(_fields[column.Index], cancellationToken).ConfigureAwait(false);
            using DecodedChunk ours = _file.Decode(group, column.Index);
            return IsSame(ours, theirs, buffer, _fields[column.Index]) ? null : $"{where}: another Parquet reader finds other values.";
        }
        catch (Exception e) when (e is ParquetException or InvalidDataException or NotSupportedException)
        {
            return $"{where}: another Parquet reader cannot read it: {e.Message}";
        }
    }

    public ValueTask DisposeAsync() => _parquet.DisposeAsync();

    private void CollectGarbage(long next)
    {
        _garbage += GarbageFactor * next;
        if (_garbage < MostGarbage)
        {
            return;
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
        _garbage = 0;
    }

    private static bool IsSame(DecodedChunk ours, RawColumnData theirs, ColumnBuffer buffer, DataField field)
    {
        if (!HasSameRows(ours, theirs, field))
        {
            return false;
        }

        if (theirs is RawColumnData<ReadOnlyMemory<char>> texts)
        {
            int next = 0;
            for (int row = 0; row < ours.Rows; row++)
            {
                if (ours.Text(row) is { } text && !texts.Values[next++].Span.SequenceEqual(text))
                {
                    return false;
                }
            }

            return true;
        }

        ours.CopyRows(buffer);
        ReadOnlySpan<byte> values = theirs switch
        {
            RawColumnData<float> floats => MemoryMarshal.AsBytes(floats.Values),
            RawColumnData<double> doubles => MemoryMarshal.AsBytes(doubles.Values),
            RawColumnData<long> longs => MemoryMarshal.AsBytes(longs.Values),
            RawColumnData<int> integers => MemoryMarshal.AsBytes(integers.Values),
            _ => throw new NotSupportedException($"its values are {theirs.GetType().Name}"),
        };

        // Their buffer has room for the nulls too; how many values there are, the levels have said.
        return values.Length >= buffer.Values.Length && values[..buffer.Values.Length].SequenceEqual(buffer.Values);
    }

    // A row of a list begins where the repetition level is 0, and has a value where the definition level is the highest.
    private static bool HasSameRows(DecodedChunk ours, RawColumnData theirs, DataField field)
    {
        if (field.MaxDefinitionLevel == 0)
        {
            return !ours.Present.Contains(false);
        }

        ReadOnlySpan<int> definition = theirs.DefinitionLevels, repetition = field.MaxRepetitionLevel > 0 ? theirs.RepetitionLevels : [];
        // A null list has level 0, an empty one 1, an element 2; a null scalar 0, a value 1.
        int highest = ours.Column.Kind.IsList() ? 2 : 1;
        int row = 0;
        for (int i = 0; i < definition.Length; i++)
        {
            if (!repetition.IsEmpty && repetition[i] > 0)
            {
                continue;
            }

            if (row == ours.Rows || ours.Present[row++] != (definition[i] == highest))
            {
                return false;
            }
        }

        return row == ours.Rows;
    }
}
