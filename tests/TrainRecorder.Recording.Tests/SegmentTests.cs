using CsCheck;
using TrainRecorder.Recording.Internal;

namespace TrainRecorder.Recording.Tests;

/// <summary>What tells a segment from a sealed recording in a folder.</summary>
public sealed class SegmentTests
{
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
