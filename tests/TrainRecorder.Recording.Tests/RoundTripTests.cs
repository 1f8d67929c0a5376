using TrainRecorder.Recording.Tests.Samples;

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
