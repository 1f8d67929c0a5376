using CsCheck;

namespace TrainRecorder.Recording.Tests;

public sealed class RecordingScheduleTests
{
    private static readonly Gen<RecordingSchedule> _schedules =
        Gen.Select(Gen.Int[1, 50], Gen.Int[0, 60], (every, denseUntil) => RecordingSchedule.Of(every, denseUntil));

    [Theory]
    [InlineData("every", new[] { 0, 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData("every 3", new[] { 0, 3, 6, 7 })]
    [InlineData("every 3 after 2", new[] { 0, 1, 2, 3, 6, 7 })]
    [InlineData("first", new[] { 0 })]
    [InlineData("never", new int[0])]
    public void IsDue_EpochsOfAJobOfSeven_AreThose(string text, int[] expected)
    {
        RecordingSchedule schedule = RecordingSchedule.TryParse(text)!.Value;
        Assert.Equal(expected, Enumerable.Range(0, 8).Where(epoch => schedule.IsDue(epoch, 0, 7)));
    }

    [Fact]
    public void TryParse_TextOfASchedule_IsTheSchedule() =>
        _schedules.Sample(schedule => RecordingSchedule.TryParse(schedule.ToString()) == schedule);

    [Fact]
    public void Count_AnySchedule_IsTheNumberOfDueEpochs() =>
        Gen.Select(_schedules, Gen.Int[0, 300]).Sample((schedule, last) =>
            schedule.Count(last) == Enumerable.Range(0, last + 1).Count(epoch => schedule.IsDue(epoch, 0, last)));

    [Theory]
    [InlineData("every 0")]
    [InlineData("every 03")]
    [InlineData("every 99999999999")]
    [InlineData("sometimes")]
    [InlineData("")]
    public void TryParse_NoSchedule_IsNull(string text) => Assert.Null(RecordingSchedule.TryParse(text));
}
