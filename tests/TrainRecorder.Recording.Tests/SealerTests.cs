using TrainRecorder.Recording.Internal.Files;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.Recording.Internal.Reading;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests;

public sealed class SealerTests
{
    [Theory]
    [InlineData(new[] { 2, 4, 3 }, 40)]
    [InlineData(new[] { 300, 400, 3 }, 12)]
    [InlineData(new[] { 900, 900, 3 }, 3)]
    public async Task Seal_AnySegmentation_MakesTheSameBytes(int[] shape, int last)
    {
        using TemporaryFolder folder = new();
        SampleRecording sample = new(shape);
        HashSet<string> hashes = [];
        foreach (long bytes in new long[] { 1, 3000, 1 << 20, 8 << 20, 1 << 30 })
        {
            SealedFile file = await sample.SealAsync(folder, last, $"run{bytes}.parquet", new WriterOptions { SegmentBytes = bytes });
            hashes.Add(file.Sha256);
            Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(file.Path))), file.Sha256);
        }

        Assert.Single(hashes);
    }

    [Theory]
    [InlineData(new[] { 300, 400, 3 }, 40, 1)]
    [InlineData(new[] { 300, 400, 3 }, 40, 6 << 20)]
    [InlineData(new[] { 2, 4, 3 }, 200, 5000)]
    [InlineData(new[] { 900, 900, 3 }, 5, 5 << 20)]
    public async Task Write_SeveralSegments_CutNoRowGroupsButThoseAtTheirEnds(int[] shape, int last, long segmentBytes)
    {
        using TemporaryFolder folder = new();
        SealedFile whole = await new SampleRecording(shape).SealAsync(folder, last, options: new WriterOptions { SegmentBytes = segmentBytes });

        GroupInfo[] wanted = Groups(whole.Path);
        foreach (string segment in Directory.EnumerateFiles(folder["run.parquet.live"]))
        {
            // What the sealed file has of the segment's epochs: those of its row groups that lie in it are copied as they are.
            GroupInfo[] groups = Groups(segment);
            (int first, int end) = (groups[0].FirstEpoch, groups[^1].LastEpoch);
            Assert.Equal(
                wanted.Where(group => group.LastEpoch >= first && group.FirstEpoch <= end)
                    .Select(group => (int.Max(group.FirstEpoch, first), int.Min(group.LastEpoch, end))),
                groups.Select(group => (group.FirstEpoch, group.LastEpoch)));
        }
    }

    [Fact]
    public async Task Seal_EpochMissing_IsRefusedAndLeavesNothing()
    {
        using TemporaryFolder folder = new();
        List<Segment> segments = await SampleRecording.Small().WriteAsync(folder["live"], 0, 9, new WriterOptions { SegmentBytes = 1 });

        RecordingException fault = await Assert.ThrowsAsync<RecordingException>(() => Sealer.SealAsync(
            [.. segments.Where(segment => segment.FirstEpoch != 4).Select(segment => Path.Combine(folder["live"], segment.File))], folder["run.parquet"]).Soon());

        Assert.StartsWith("Epoch 4 is missing", fault.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Names());
    }

    [Fact]
    public async Task Seal_SegmentsThatOverlap_IsRefusedAndLeavesNothing()
    {
        using TemporaryFolder folder = new();
        SampleRecording sample = SampleRecording.Small();
        List<Segment> segments =
        [
            .. await sample.WriteAsync(folder["live"], 0, 5),
            .. await sample.WriteAsync(folder["live"], 4, 9, new WriterOptions { Attempt = 2 }),
        ];

        RecordingException fault = await Assert.ThrowsAsync<RecordingException>(() => Sealer.SealAsync(
            [.. segments.Select(segment => Path.Combine(folder["live"], segment.File))], folder["run.parquet"]).Soon());

        Assert.Equal($"Epoch 4 is there twice: {segments[1].File} goes back to it, where epoch 6 is due.", fault.Message);
        Assert.Empty(folder.Names());
    }

    [Fact]
    public async Task Seal_DamagedSegment_IsRefusedAndLeavesNothing()
    {
        using TemporaryFolder folder = new();
        List<Segment> segments = await SampleRecording.Small().WriteAsync(folder["live"], 0, 3);
        string path = Path.Combine(folder["live"], segments[0].File);
        byte[] bytes = await File.ReadAllBytesAsync(path);
        bytes[400] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);

        RecordingException fault = await Assert.ThrowsAsync<RecordingException>(() => Sealer.SealAsync([path], folder["run.parquet"]).Soon());

        Assert.Equal(RecordingFault.Damaged, fault.Fault);
        Assert.Empty(folder.Names());
    }

    private static GroupInfo[] Groups(string path)
    {
        using RecordingFile file = RecordingFile.Open(path, LocalFileSystem.Instance, keepOpen: false);
        return file.Footer.Groups;
    }
}
