using TrainRecorder.Recording.Internal.Parquet;

namespace TrainRecorder.Recording.Internal.Reading;

/// <summary>Goes through the rows of a column in order, and decodes each chunk once.</summary>
internal sealed class ChunkCursor(RecordingColumn column) : IDisposable
{
    private DecodedChunk? _chunk;
    private RecordingFile? _file;
    private int _group;

    /// <summary>The chunk that holds a row. Valid until the next call.</summary>
    public DecodedChunk At(RowPlace place)
    {
        if (_chunk is null || _file != place.File || _group != place.Group)
        {
            _chunk?.Dispose();
            _chunk = null;
            _chunk = place.File.Decode(place.Group, column.Index);
            (_file, _group) = (place.File, place.Group);
        }

        return _chunk;
    }

    public void Dispose() => _chunk?.Dispose();
}
