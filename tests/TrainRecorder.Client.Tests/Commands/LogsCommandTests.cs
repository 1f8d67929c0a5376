using Google.Protobuf;
using Grpc.Core;
using TrainRecorder.Client.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Tests.Commands;

public sealed class LogsCommandTests : ClientFixture
{
    private static ReadLogsResponse Chunk(long offset, byte[] bytes) => new() { Chunk = new() { Offset = offset, Data = ByteString.CopyFrom(bytes) } };

    private static ReadLogsResponse Lost(int attempt) => new() { AttemptEnd = new() { Attempt = attempt, Lost = true, Reason = "The worker ended with exit code 137." } };

    [Fact]
    public async Task Logs_OfAWorkerThatDied_SaysSoBesideTheLog()
    {
        var text = "naïve"u8.ToArray();
        Service.OnLogs = async (_, tell) =>
        {
            // Cut within a character.
            await tell(Chunk(0, text[..3]));
            await tell(Chunk(3, text[3..]));
            await tell(Lost(1));
            await tell(new() { End = new() { NextOffset = 6, Complete = true } });
        };

        var outcome = await RunAsync("logs", "7", "--tail", "100");

        Assert.Equal((0, "naïve"), (outcome.Code, outcome.Output));
        Assert.Equal("-- attempt 1 was lost, its log may lack its end: The worker ended with exit code 137.", outcome.Error);
        Assert.Equal(-100, Assert.Single(Service.LogReads).Offset);
    }

    [Fact]
    public async Task Logs_FollowingABrokenStream_GoesOnAfterTheLastByte()
    {
        Service.OnLogs = async (request, tell) =>
        {
            if (Service.LogReads.Count == 1)
            {
                await tell(Chunk(0, "one\n"u8.ToArray()));
                await tell(Lost(1));
                throw FakeService.Failure(StatusCode.Unavailable, "stopping");
            }

            Assert.Equal(4, request.Offset);
            await tell(Chunk(4, "two\n"u8.ToArray()));
            await tell(Lost(1));
            await tell(new() { End = new() { NextOffset = 8, Complete = true } });
        };

        var outcome = await RunAsync(new ImpatientTime(), ["logs", "7", "--follow", "--server", Url]);

        Assert.Equal("one\ntwo", outcome.Output);
        Assert.Single(outcome.Error.Split('\n'));
    }
}
