using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using TrainRecorder.Client.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Tests.Commands;

public sealed class ArchiveCommandTests : ClientFixture
{
    [Fact]
    public async Task Archive_SealedRun_NamesTheArchive()
    {
        Service.Runs["runs/7"] = new() { Name = "runs/7", State = RunState.Succeeded };

        Assert.Equal(new Outcome(0, "archives/7: 2 KiB, SHA-256 abc", ""), await RunAsync("archive", "7"));
    }

    [Fact]
    public async Task Archive_SealUnderWay_WaitsForIt()
    {
        Service.Runs["runs/7"] = new() { Name = "runs/7", State = RunState.Succeeded, Progress = new() { Epoch = 3 }, Recording = new() { State = RecordingState.Sealing } };
        var tries = 0;
        Service.OnArchive = () =>
        {
            if (++tries < 3) throw FakeService.Failure(StatusCode.FailedPrecondition, "not sealed yet");
        };

        Assert.Equal(0, (await RunAsync(new ImpatientTime(), ["archive", "7", "--server", Url])).Code);
        Assert.Equal(3, tries);
    }

    [Theory]
    [InlineData(RunState.Running, true, RecordingState.Live)]
    [InlineData(RunState.Cancelled, false, RecordingState.Live)]
    [InlineData(RunState.Succeeded, true, RecordingState.Sealed)]
    public async Task Archive_NoSealToWaitFor_SaysWhy(RunState state, bool hasEpoch, RecordingState recording)
    {
        Service.Runs["runs/7"] = new() { Name = "runs/7", State = state, Progress = new(), Recording = new() { State = recording } };
        if (hasEpoch) Service.Runs["runs/7"].Progress.Epoch = 3;
        Service.OnArchive = () => throw FakeService.Failure(StatusCode.FailedPrecondition, "not sealed yet");

        Assert.Equal(new Outcome(1, "", "not sealed yet"), await RunAsync("archive", "7"));
    }

    [Fact]
    public async Task List_Archives_ShowsATable()
    {
        Service.Archives.Add(new()
        {
            Name = "archives/7",
            Run = "runs/7",
            DisplayName = "digits",
            Size = 5 << 20,
            Epochs = 60,
            Sha256 = "0123456789abcdef",
            CreateTime = Timestamp.FromDateTimeOffset(Time.GetUtcNow() - TimeSpan.FromHours(2)),
        });

        Assert.Equal(
            """
            ARCHIVE  NAME    EPOCHS   SIZE  SHA-256       AGE  NOTE
            7        digits      60  5 MiB  0123456789ab  2 h
            """.ReplaceLineEndings("\n"),
            (await RunAsync("archives", "list")).Output);
    }
}
