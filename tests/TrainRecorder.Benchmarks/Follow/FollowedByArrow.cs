using ParquetSharp;
using TrainRecorder.Recording;

namespace TrainRecorder.Benchmarks.Follow;

/// <summary>The same folder by Arrow C++: lists it, opens the segment that it has not seen, reads its columns.</summary>
internal sealed class FollowedByArrow(SegmentFolder folder, Workload workload, int newest) : Followed
{
    private HashSet<string> _seen = [];

    public override Task ComeAgainAsync()
    {
        folder.TakeNewest();
        _seen = [.. Directory.GetFiles(folder.Path)];
        folder.BringNewest();
        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<float[]>> LookAsync()
    {
        string found = Directory.GetFiles(folder.Path).Single(_seen.Add);
        using ParquetFileReader reader = new(found);
        using RowGroupReader group = reader.RowGroup(0);
        List<float[]> tensors = [];
        foreach ((RecordingColumn column, _) in workload.Floats(newest))
        {
            using ColumnReader values = group.Column(column.Index);
            tensors.Add(values.LogicalReader<float[]?>().ReadAll(1).Single()!);
        }
        return Task.FromResult<IReadOnlyList<float[]>>(tensors);
    }

    public override void Dispose()
    {
    }
}
