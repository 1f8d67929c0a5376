using CsCheck;
using TrainRecorder.Service.Runs;

namespace TrainRecorder.Service.Tests.Runs;

public sealed class RunNameTests
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void NewId_OfALaterMillisecond_SortsBehind() => Gen.Select(Gen.Long[0, 1L << 40], Gen.Long[1, 1L << 30]).Sample((after, later) =>
    {
        var first = RunName.NewId(s_start.AddMilliseconds(after));
        var second = RunName.NewId(s_start.AddMilliseconds(after + later));
        Assert.True(string.CompareOrdinal(first, second) < 0);
        Assert.True(RunName.TryParse(RunName.Of(first), out var id) && id == first);
    });

    [Theory]
    [InlineData("")]
    [InlineData("runs/")]
    [InlineData("runs/../../etc")]
    [InlineData("runs/0123456789AB")]
    [InlineData("runs/0123456789a")]
    [InlineData("runs/0123456789abc")]
    [InlineData("runs/0123456789ab\n")]
    [InlineData("datasets/0123456789ab")]
    public void TryParse_OfWhatNoServiceGave_IsFalse(string name) => Assert.False(RunName.TryParse(name, out _));
}
