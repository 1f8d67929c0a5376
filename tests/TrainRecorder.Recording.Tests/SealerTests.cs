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
}
