using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Faults;

/// <summary>A recording whose disk fails at the first, second, third … operation that can fail so, until a run meets no fault any more.</summary>
/// <param name="sample">What is recorded, a segment for each epoch.</param>
/// <param name="last">The last epoch.</param>
internal sealed class FaultLoop(SampleRecording sample, int last)
{
    public const string Folder = "/runs/x";
    public const string Sealed = "/runs/x.parquet";

    // A loop that goes on longer than this does not end because its faults are never met.
    private const int MostOperations = 5_000;

    // Reading takes hundreds of operations of a few kinds. Every one of them fails in the long campaign; otherwise the first ones do, and then one of seven.
    private const int Dense = 40;

    private static readonly int _stride = Campaign.IsLong ? 1 : 7;

    private readonly Lazy<Task<MemoryFileSystem>> _undisturbed = new(() => UndisturbedAsync(sample, last));

    /// <summary>Two layers with weights of 240 kB and 80 kB: a segment takes several writes, for the writer gathers 64 KiB.</summary>
    public static FaultLoop Deep { get; } = new(new SampleRecording(300, 200, 100), Campaign.IsLong ? 5 : 2);

    /// <summary>One layer with weights of 240 kB: the sealed file takes several writes too, and reading all of it not too many reads.</summary>
    public static FaultLoop Wide { get; } = new(new SampleRecording(400, 150), Campaign.IsLong ? 5 : 1);

    /// <summary>So small that every value can be read after every fault.</summary>
    public static FaultLoop Small { get; } = new(new SampleRecording(2, 3), 2);

    public SampleRecording Sample => sample;

    public int Last => last;

    /// <summary>A disk with the recording of a run that met no fault, its segments and beside them the sealed file.</summary>
    public Task<MemoryFileSystem> UndisturbedAsync() => _undisturbed.Value;

    /// <summary>A disk with the segments of such a run.</summary>
    public async Task<MemoryFileSystem> RecordedAsync()
    {
        MemoryFileSystem disk = (await UndisturbedAsync()).Copy();
        disk.Delete(Sealed);
        disk.SyncFolder(Path.GetDirectoryName(Sealed)!);
        return disk;
    }

    /// <summary>The segments that a disk has.</summary>
    public static string[] SegmentsOf(MemoryFileSystem disk) => [.. disk.List(Folder).Where(Segment.IsName).Order(StringComparer.Ordinal)];

    /// <param name="what">Is under way when the fault strikes.</param>
    /// <param name="run">Does it on a disk with the plan and says whether that was met.</param>
    public static async Task RunAsync(string what, FaultKind kind, bool forGood, Func<FaultPlan, Task<bool>> run)
    {
        int at = 1;
        while (await run(new FaultPlan(kind, at, forGood)))
        {
            at += at < Dense ? 1 : _stride;
            Assert.InRange(at, 1, MostOperations);
        }

        // A loop that met nothing has shown nothing.
        Assert.True(at > 1, "No fault was met.");
        TestContext.Current.TestOutputHelper?.WriteLine($"{what}, {kind}, {(forGood ? "for good" : "once")}: {(at < Dense || _stride == 1 ? "" : "about ")}{at - 1} operations.");
    }

    /// <summary>Records from an epoch on to the last.</summary>
    public Task<List<Segment>> RecordAsync(MemoryFileSystem disk, int attempt, int first, List<Segment>? committed = null) => RecordAsync(sample, last, disk, attempt, first, committed);

    /// <summary>A disk has the segments of the first epochs as they are in an undisturbed run, and a reader finds nothing else.</summary>
    public async Task AssertHasFirstAsync(MemoryFileSystem disk, int epochs)
    {
        MemoryFileSystem undisturbed = await UndisturbedAsync();
        string[] segments = SegmentsOf(disk);
        Assert.Equal(SegmentsOf(undisturbed)[..epochs], segments);
        foreach (string segment in segments)
        {
            Assert.Equal(undisturbed.Read($"{Folder}/{segment}"), disk.Read($"{Folder}/{segment}"));
        }

        if (epochs == 0)
        {
            await AssertHasNothingAsync(disk);
            return;
        }

        using RecordingReader reader = await RecordingReader.OpenAsync(Folder, disk, default).Soon();
        Assert.Equal(Enumerable.Range(0, epochs), reader.Epochs);
        Assert.Empty(await Verifier.VerifyAsync(Folder, disk, default).Soon());
    }

    /// <summary>Sealing what a disk has gives the file that an undisturbed run gives.</summary>
    public async Task AssertSealsAsync(MemoryFileSystem disk)
    {
        SealedFile file = await Sealer.RecoverAsync(Folder, Sealed, disk, default).Soon();
        Assert.Equal(new EpochRange(0, last), file.Epochs);
        Assert.Equal(Hash((await UndisturbedAsync()).Read(Sealed)), file.Sha256);
        Assert.DoesNotContain(disk.Paths, path => path.EndsWith(".tmp", StringComparison.Ordinal));
    }

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static async Task AssertHasNothingAsync(MemoryFileSystem disk)
    {
        string[] before = [.. disk.Paths];
        Assert.Equal(RecordingFault.Missing, (await Assert.ThrowsAsync<RecordingException>(() => RecordingReader.OpenAsync(Folder, disk, default).Soon())).Fault);
        Assert.Equal(RecordingFault.Missing, (await Assert.ThrowsAsync<RecordingException>(() => Sealer.RecoverAsync(Folder, Sealed, disk, default).Soon())).Fault);
        Assert.Single(await Verifier.VerifyAsync(Folder, disk, default).Soon());
        Assert.Equal(before, disk.Paths);
    }

    private static async Task<MemoryFileSystem> UndisturbedAsync(SampleRecording sample, int last)
    {
        MemoryFileSystem disk = new();
        await RecordAsync(sample, last, disk, attempt: 1, first: 0, committed: null);
        using (RecordingReader reader = await RecordingReader.OpenAsync(Folder, disk, default).Soon())
        {
            await sample.AssertHoldsAsync(reader, 0, last);
        }

        SealedFile file = await Sealer.RecoverAsync(Folder, Sealed, disk, default).Soon();
        Assert.Equal(file.Sha256, Hash(disk.Read(Sealed)));
        Assert.Empty(await Verifier.VerifyAsync(Sealed, disk, default).Soon());
        return disk;
    }

    private static Task<List<Segment>> RecordAsync(
        SampleRecording sample, int last, MemoryFileSystem disk, int attempt, int first, List<Segment>? committed) => sample.WriteAsync(
        Folder,
        first,
        last,
        new WriterOptions
        {
            Attempt = attempt,
            FileSystem = disk,
            SegmentBytes = 1,
            TimeProvider = new FakeTimeProvider(),
            SegmentClosed = (segment, _, _) =>
            {
                committed?.Add(segment);
                return ValueTask.CompletedTask;
            },
        });
}
