using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using TrainRecorder.Client.Tests.Infrastructure;

namespace TrainRecorder.Client.Tests.Commands;

public sealed class ConnectionFailureTests : ClientFixture
{
    private const string Job = """{ "data": { "generate": { "xor": { "samples": 100 } } }, "network": { "shape": [2, 2] } }""";

    [Fact]
    public async Task AnyCommand_NobodyListens_IsNotReachable()
    {
        using var dead = new DeadPort();

        var outcome = await RunAsync(TimeProvider.System, ["runs", "list", "--server", dead.Url]);

        Assert.Equal(new Outcome(3, "", $"no service answers at {dead.Url}; start it, or name another with --server"), outcome);
    }

    [Fact]
    public async Task AnyCommand_WrongToken_IsNotReachable()
    {
        Variables["TRAINRECORDER_TOKEN"] = "guess";

        Assert.Equal(new Outcome(3, "", $"the service at {Url} refuses us: unknown token"), await RunAsync("server", "info"));
    }

    [Fact]
    public async Task AnyCommand_NoTokenOfThatServer_SaysSo()
    {
        Variables.Clear();
        using var dead = new DeadPort();

        var outcome = await RunAsync(TimeProvider.System, ["runs", "list", "--server", dead.Url]);

        Assert.Equal(3, outcome.Code);
        Assert.StartsWith($"no service at {dead.Url} has left its token on this machine", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_FaultyJobAndNobodyListens_TellsTheFaultsAnyway()
    {
        var job = Write("job.json", """{ "nam": "x" }""");
        using var dead = new DeadPort();

        var outcome = await RunAsync(TimeProvider.System, ["submit", job, "--server", dead.Url]);

        Assert.Equal(1, outcome.Code);
        Assert.Contains("nam: There is no such field; did you mean name?", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("the service could not be asked", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_ToAServiceThatIsNotAvailable_IsTriedAFewTimesAndSaysWhy()
    {
        Service.OnSubmit = _ => throw FakeService.Failure(StatusCode.Unavailable, "the service is stopping");

        var outcome = await RunAsync("submit", Write("job.json", Job));

        Assert.Equal(new Outcome(3, "", $"the service at {Url} cannot do this now: the service is stopping"), outcome);
        // The same request each time, so that it makes one run whichever of them arrived.
        Assert.Equal((4, 1), (Service.Submitted.Count, Service.Submitted.DistinctBy(request => request.RequestId).Count()));
    }

    public static TheoryData<StatusCode> Refusals => [.. Enum.GetValues<StatusCode>().Except([StatusCode.OK, StatusCode.Unavailable])];

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Submit_RefusedWithAnyOtherCode_AsksOnceAndSaysWhyInOneLine(StatusCode code)
    {
        Service.OnSubmit = _ => throw FakeService.Failure(code, "because\nof this");

        var outcome = await RunAsync("submit", Write("job.json", Job));

        Assert.Single(Service.Submitted);
        Assert.Equal("", outcome.Output);
        Assert.InRange(outcome.Code, 1, 3);
        Assert.DoesNotContain('\n', outcome.Error);
        Assert.Contains(code == StatusCode.DeadlineExceeded ? "no service answers" : "because; of this", outcome.Error, StringComparison.Ordinal);
    }

    /// <summary>A port at which nobody listens: it is taken, so that nobody else can meanwhile.</summary>
    private sealed class DeadPort : IDisposable
    {
        private readonly Socket _taken = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public DeadPort() => _taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        public string Url => $"http://127.0.0.1:{((IPEndPoint)_taken.LocalEndPoint!).Port}";

        public void Dispose() => _taken.Dispose();
    }
}
