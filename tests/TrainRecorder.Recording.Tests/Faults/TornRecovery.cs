using System.Globalization;
using System.Text.RegularExpressions;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Faults;

/// <summary>Recovers a folder with torn segments as a user does: by doing what the messages say.</summary>
internal sealed partial class TornRecovery(FaultLoop loop)
{
    private readonly List<int> _recovered = [];
    private readonly List<string> _moved = [];

    /// <summary>Asserts that all epochs but the torn ones come out, that every torn segment is named and no other, and that nothing is written meanwhile.</summary>
    public static async Task AssertAsync(MemoryFileSystem disk, FaultLoop loop, int[] torn)
    {
        int[] left = [.. Enumerable.Range(0, loop.Last + 1).Except(torn)];
        string[] segments = [.. torn.Select(epoch => $"{epoch}-{epoch}.a1.parquet")];
        string[] faults = [.. await Verifier.VerifyAsync(FaultLoop.Folder, disk, default).Soon()];
        Assert.Equal(segments.Length > 0, faults.Length > 0);
        Assert.All(faults, fault => Assert.Contains(fault.Split(' ', ',', ':')[0], segments));

        TornRecovery recovery = new(loop);
        await recovery.RecoverAsync(disk.Copy());
        Assert.Equal(segments, recovery._moved.Order(StringComparer.Ordinal));
        Assert.Equal(left, recovery._recovered.Order());

        foreach (string segment in segments)
        {
            Move(disk, segment);
        }

        if (left.Length > 0)
        {
            using RecordingReader reader = await RecordingReader.OpenAsync(FaultLoop.Folder, disk, default).Soon();
            Assert.Equal(left, reader.Epochs);
        }
    }

    private async Task RecoverAsync(MemoryFileSystem disk)
    {
        string[] before = [.. disk.Paths];
        if (FaultLoop.SegmentsOf(disk).Length == 0)
        {
            return;
        }

        Exception? fault = await Record.ExceptionAsync(() => Sealer.RecoverAsync(FaultLoop.Folder, FaultLoop.Sealed, disk, default).Soon());
        if (fault is null)
        {
            await AssertIsWholeAsync(disk);
            return;
        }

        RecordingException refusal = Assert.IsType<RecordingException>(fault);
        Assert.Contains(refusal.Fault, new[] { RecordingFault.Truncated, RecordingFault.Damaged });
        Assert.Equal(before, disk.Paths);
        if (Torn().Match(refusal.Message) is { Success: true } torn)
        {
            _moved.Add(torn.Groups[1].Value);
            Move(disk, torn.Groups[1].Value);
            await RecoverAsync(disk);
            return;
        }

        Match gap = Gap().Match(refusal.Message);
        Assert.True(gap.Success, refusal.Message);
        int next = int.Parse(gap.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        MemoryFileSystem own = disk.Copy();
        foreach (string segment in FaultLoop.SegmentsOf(disk))
        {
            Move(int.Parse(segment.Split('-')[0], CultureInfo.InvariantCulture) < next ? own : disk, segment);
        }

        await RecoverAsync(disk);
        await RecoverAsync(own);
    }

    private async Task AssertIsWholeAsync(MemoryFileSystem disk)
    {
        Assert.Empty(await Verifier.VerifyAsync(FaultLoop.Sealed, disk, default).Soon());
        using RecordingReader reader = await RecordingReader.OpenAsync(FaultLoop.Sealed, disk, default).Soon();
        await loop.Sample.AssertHoldsAsync(reader, reader.Epochs[0], reader.Epochs[^1]);
        _recovered.AddRange(reader.Epochs);
    }

    private static void Move(MemoryFileSystem disk, string segment) => disk.Delete($"{FaultLoop.Folder}/{segment}");

    [GeneratedRegex(@"\A(\S+\.parquet).* Move \1 to another folder and recover again: what the other segments hold comes out\.\z")]
    private static partial Regex Torn();

    [GeneratedRegex(@"\AEpochs? .* missing, and a sealed file has no gap\. Move the segments from epoch (\d+) on to a folder of their own and recover both folders\.\z")]
    private static partial Regex Gap();
}
