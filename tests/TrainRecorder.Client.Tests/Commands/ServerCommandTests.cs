using TrainRecorder.Client.Tests.Infrastructure;

namespace TrainRecorder.Client.Tests.Commands;

public sealed class ServerCommandTests : ClientFixture
{
    [Fact]
    public async Task Info_Server_TellsVersionAndLimits() => Assert.Equal(
        $"""
        address  {Url}
        token    from TRAINRECORDER_TOKEN
        version  0.1.0
        format   1
        running  at most 2 at once
        waiting  at most 100
        dataset  at most 1 GiB
        """.ReplaceLineEndings("\n"),
        (await RunAsync("server", "info")).Output);
}
