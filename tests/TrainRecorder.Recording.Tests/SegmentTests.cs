using CsCheck;
using Microsoft.Extensions.Time.Testing;
using TrainRecorder.Recording.Internal;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests;

/// <summary>What tells a segment from a sealed recording in a folder, and what is said of one that was written.</summary>
public sealed class SegmentTests
{
    [Fact]
    public async Task Lag_OfAnEpochThatTookSevenSecondsByTheGivenClock_IsSevenSeconds()
    {
        using TemporaryFolder folder = new();
        FakeTimeProvider time = new();

        List<Segment> segments = await SampleRecording.Small().WriteAsync(
            folder.Path, 0, 0, new WriterOptions { TimeProvider = time, BeforeWrite = _ => time.Advance(TimeSpan.FromSeconds(7)) });

        Assert.Equal(TimeSpan.FromSeconds(7), Assert.Single(segments).Lag);
    }

    [Fact]
    public void IsName_OfASegment_IsTrue() =>
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue]).Sample((one, other, attempt) =>
            Assert.True(Segment.IsName(new SegmentName(Math.Min(one, other), Math.Max(one, other), attempt).ToString())));

    [Theory]
    [InlineData("run.parquet")]
    [InlineData("0-9.parquet")]
    [InlineData("0-9.a1.parquet.tmp")]
    [InlineData("0-9.a1.parquet\n")]
    [InlineData("00-9.a1.parquet")]
    [InlineData("9-0.a1.parquet")]
    [InlineData("٠-٩.a1.parquet")]
    [InlineData("0-2147483648.a1.parquet")]
    [InlineData("segment.a1.tmp")]
    public void IsName_OfAnotherFile_IsFalse(string file) => Assert.False(Segment.IsName(file));
}
