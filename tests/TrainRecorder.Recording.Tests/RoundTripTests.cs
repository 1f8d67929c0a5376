using TrainRecorder.Recording.Tests.Samples;
using TrainRecorder.V1;

namespace TrainRecorder.Recording.Tests;

public sealed class RoundTripTests
{
    [Fact]
    public async Task ReadFolder_SeveralSegments_HoldsWhatWasWritten()
    {
        using TemporaryFolder folder = new();
        SampleRecording sample = SampleRecording.Small();
        List<Segment> segments = await sample.WriteAsync(folder.Path, 0, 20, new WriterOptions { SegmentBytes = 2000 });
        Assert.True(segments.Count > 2);

        using RecordingReader reader = await RecordingReader.OpenAsync(folder.Path).Soon();

        Assert.False(reader.IsSealed);
        await sample.AssertHoldsAsync(reader, 0, 20);
    }

    [Fact]
    public async Task ReadSealed_PackedRows_HoldsWhatWasWritten()
    {
        using TemporaryFolder folder = new();
        SampleRecording sample = SampleRecording.Small();
        SealedFile file = await sample.SealAsync(folder, 20, options: new WriterOptions { SegmentBytes = 2000 });
        Assert.Equal(new EpochRange(0, 20), file.Epochs);
        Assert.Equal(new FileInfo(file.Path).Length, file.Size);

        using RecordingReader reader = await RecordingReader.OpenAsync(file.Path).Soon();

        Assert.True(reader.IsSealed);
        Assert.Equal(sample.Manifest, reader.Manifest);
        await sample.AssertHoldsAsync(reader, 0, 20);
        Assert.Empty(await Verifier.VerifyAsync(file.Path).Soon());
    }

    [Fact]
    public async Task ReadSealed_RowGroupOfOneEpoch_HoldsWhatWasWritten()
    {
        using TemporaryFolder folder = new();
        SampleRecording sample = new(700, 900, 10);
        SealedFile file = await sample.SealAsync(folder, 5);

        using RecordingReader reader = await RecordingReader.OpenAsync(file.Path).Soon();

        await sample.AssertHoldsAsync(reader, 0, 5);
        Assert.Empty(await Verifier.VerifyAsync(file.Path).Soon());
    }

    [Fact]
    public async Task ReadExtension_TextsAndIntegers_HoldsWhatWasWritten()
    {
        using TemporaryFolder folder = new();
        Manifest manifest = SampleRecording.Small().Manifest.Clone();
        manifest.Columns.Add(new ColumnInfo { Path = "example.note", Type = "string", Schedule = "every 2" });
        manifest.Columns.Add(new ColumnInfo { Path = "example.counts", Type = "list<int64>", Shape = { 2 }, Axes = { "count" }, Schedule = "every" });
        List<string> segments = [];
        WriterOptions options = new()
        {
            SegmentBytes = 200,
            SegmentClosed = (segment, _, _) =>
            {
                segments.Add(Path.Combine(folder["live"], segment.File));
                return ValueTask.CompletedTask;
            },
        };
        await using (RecordingWriter writer = RecordingWriter.Create(folder["live"], manifest, options))
        {
            for (int epoch = 0; epoch < 6; epoch++)
            {
                EpochRow row = writer.Rent();
                row.Epoch = epoch;
                row.Set(writer.Schema["example.note"], epoch == 4 ? null : $"no JSON: ✓ {epoch}");
                row.Integers(writer.Schema["example.counts"]).Fill(epoch);
                writer.Write(row);
            }

            await writer.CompleteAsync().Soon();
        }

        Assert.True(segments.Count > 1);
        SealedFile file = await Sealer.SealAsync(segments, folder["sealed.parquet"]).Soon();
        Assert.Empty(await Verifier.VerifyAsync(file.Path).Soon());
        using RecordingReader reader = await RecordingReader.OpenAsync(file.Path).Soon();
        EpochRange all = new(0, 5);
        Assert.Equal(
            [(0, "no JSON: ✓ 0"), (1, null), (2, "no JSON: ✓ 2"), (3, null), (4, null), (5, null)],
            await reader.ReadTextAsync("example.note", all).ToListAsync());
        Assert.Equal("no JSON: ✓ 2", await reader.ReadTextAsync("example.note", 2).Soon());
        await foreach ((int epoch, long[]? values) in reader.ReadIntegersAsync("example.counts", all))
        {
            Assert.Equal([epoch, epoch], values!);
        }
    }

    [Fact]
    public async Task ReadFloats_Range_YieldsEpochsInOrder()
    {
        using TemporaryFolder folder = new();
        SampleRecording sample = SampleRecording.Small();
        SealedFile file = await sample.SealAsync(folder, 9);
        using RecordingReader reader = await RecordingReader.OpenAsync(file.Path).Soon();

        List<int> epochs = [];
        await foreach ((int epoch, float[]? values) in reader.ReadFloatsAsync("hidden1.weight", new EpochRange(3, 7)))
        {
            epochs.Add(epoch);
            Assert.Equal(await reader.ReadFloatsAsync("hidden1.weight", epoch).Soon(), values);
        }

        Assert.Equal([3, 4, 5, 6, 7], epochs);
    }
}
