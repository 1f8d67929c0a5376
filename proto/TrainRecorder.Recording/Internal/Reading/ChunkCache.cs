using TrainRecorder.Recording.Internal.Parquet;

namespace TrainRecorder.Recording.Internal.Reading;

/// <summary>
/// Keeps the column chunks that were decoded last, as far as they hold many epochs: whoever goes through a small network epoch by epoch
/// would decode the same chunk hundreds of times otherwise. Safe for several threads.
/// </summary>
internal sealed class ChunkCache
{
    /// <summary>Chunks of fewer rows are decoded anew each time: little of the work is for nothing, and they are large.</summary>
    public const int LeastRows = 8;

    private const long MostBytes = 16 << 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<(RecordingFile, int, int), LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _latestFirst = [];
    private long _bytes;

    /// <summary>The chunk of a column that holds a row.</summary>
    public DecodedChunk Get(RowPlace place, RecordingColumn column)
    {
        (RecordingFile, int, int) key = (place.File, place.Group, column.Index);
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out LinkedListNode<Entry>? found))
            {
                _latestFirst.Remove(found);
                _latestFirst.AddFirst(found);
                return found.Value.Chunk;
            }
        }

        // Never disposed, so never given back to the pool: somebody may be reading it when it leaves the cache.
        DecodedChunk chunk = place.File.Decode(place.Group, column.Index);
        lock (_lock)
        {
            if (_entries.TryAdd(key, null!))
            {
                _entries[key] = _latestFirst.AddFirst(new Entry(key, chunk));
                _bytes += chunk.Size;
                Trim();
            }
        }

        return chunk;
    }

    private void Trim()
    {
        while (_bytes > MostBytes && _latestFirst.Last is { } oldest)
        {
            _latestFirst.RemoveLast();
            _entries.Remove(oldest.Value.Key);
            _bytes -= oldest.Value.Chunk.Size;
        }
    }

    private sealed record Entry((RecordingFile, int, int) Key, DecodedChunk Chunk);
}
