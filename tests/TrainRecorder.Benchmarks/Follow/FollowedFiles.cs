namespace TrainRecorder.Benchmarks.Follow;

/// <summary>A file per epoch, laid out as safetensors does: lists the folder, reads the file that it has not seen, unchecked.</summary>
internal sealed class FollowedFiles : Followed
{
    private readonly string _folder;
    private readonly string _newest;
    private readonly string _aside;
    private HashSet<string> _seen = [];

    public FollowedFiles(Workload workload, Scratch scratch, int epochs)
    {
        Rivals.WriteFilePerEpoch(workload, _folder = scratch.Fresh("files"), epochs);
        _newest = Rivals.WriteFileOfEpoch(workload, _folder, epochs);
        _aside = Path.Combine(scratch.Fresh("aside"), "epoch");
    }

    public override Task ComeAgainAsync()
    {
        File.Move(_newest, _aside);
        _seen = [.. Directory.GetFiles(_folder)];
        File.Move(_aside, _newest);
        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<float[]>> LookAsync() =>
        Task.FromResult<IReadOnlyList<float[]>>(Rivals.ReadWholeFile(Directory.GetFiles(_folder).Single(_seen.Add)));

    public override void Dispose()
    {
    }
}
