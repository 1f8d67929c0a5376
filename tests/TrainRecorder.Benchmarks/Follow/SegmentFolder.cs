namespace TrainRecorder.Benchmarks.Follow;

/// <summary>A live folder of some epochs, and a segment of one epoch more that comes and goes.</summary>
internal sealed class SegmentFolder
{
    private readonly string _newest;
    private readonly string _aside;

    private SegmentFolder(string path, string newest, string aside) => (Path, _newest, _aside) = (path, newest, aside);

    public string Path { get; }

    public static async Task<SegmentFolder> WriteAsync(Workload workload, Scratch scratch, int epochs)
    {
        string folder = scratch.Fresh("live");
        await workload.WriteAsync(folder, epochs);
        string newest = (await workload.WriteAsync(folder, 1, first: epochs)).Single();
        return new SegmentFolder(folder, newest, System.IO.Path.Combine(scratch.Fresh("aside"), "segment"));
    }

    public void TakeNewest() => File.Move(_newest, _aside);

    public void BringNewest() => File.Move(_aside, _newest);
}
