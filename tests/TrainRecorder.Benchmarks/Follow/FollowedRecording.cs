using TrainRecorder.Recording;

namespace TrainRecorder.Benchmarks.Follow;

/// <summary>A recording that grows by a segment: found, opened, and read with its checksums checked.</summary>
internal sealed class FollowedRecording(SegmentFolder folder, Workload workload, int newest) : Followed
{
    private RecordingReader? _reader;

    public override async Task ComeAgainAsync()
    {
        _reader?.Dispose();
        folder.TakeNewest();
        _reader = await RecordingReader.OpenAsync(folder.Path);
        folder.BringNewest();
    }

    public override async Task<IReadOnlyList<float[]>> LookAsync()
    {
        if (!await _reader!.RefreshAsync())
            throw new InvalidOperationException("There is nothing new.");
        List<float[]> tensors = [];
        foreach ((RecordingColumn column, _) in workload.Floats(newest))
            tensors.Add((await _reader.ReadFloatsAsync(column.Path, newest))!);
        return tensors;
    }

    public override void Dispose() => _reader?.Dispose();
}
