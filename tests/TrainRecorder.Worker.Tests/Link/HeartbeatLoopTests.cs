using System.Threading.Channels;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TrainRecorder.V1;
using TrainRecorder.Worker.Attempts;
using TrainRecorder.Worker.Link;
using TrainRecorder.Worker.Tests.Infrastructure;

namespace TrainRecorder.Worker.Tests.Link;

public sealed class HeartbeatLoopTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly FakeWorkerService _service = new();
    private readonly Channel<HeartbeatRequest> _arrived = Channel.CreateUnbounded<HeartbeatRequest>();
    private readonly StopSignal _stop = new();
    private readonly TrainingProgress _progress = new();
    private Directive _directive = Directive.Continue;
    private WorkerEndpoint? _endpoint;
    private GrpcChannel? _channel;
    private ServiceLink? _link;
    private HeartbeatLoop? _loop;

    public async ValueTask InitializeAsync()
    {
        _service.OnHeartbeat = request =>
        {
            _arrived.Writer.TryWrite(request);
            return _directive;
        };
        _endpoint = await WorkerEndpoint.StartAsync(_folder["s"], _service);
        _channel = WorkerChannel.Open(_folder["s"]);
        _link = new ServiceLink(new WorkerService.WorkerServiceClient(_channel), FakeWorkerService.Token, "runs/1", 1, _time, NullLogger.Instance);
        _loop = new HeartbeatLoop(_link, _progress, _stop, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _loop!.DisposeAsync();
        _link!.Dispose();
        _channel!.Dispose();
        await _endpoint!.DisposeAsync();
        _stop.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(0.4, 0.1)]
    [InlineData(3, 0.75)]
    [InlineData(20, 1)]
    public void Interval_OfALease_IsBelowAThirdAndAtMostASecond(double lease, double interval) =>
        Assert.Equal(TimeSpan.FromSeconds(interval), HeartbeatLoop.Interval(TimeSpan.FromSeconds(lease)));

    [Fact]
    public async Task Start_TimePasses_EachBeatCarriesTheProgressOfItsMoment()
    {
        _loop!.Start(TimeSpan.FromSeconds(20));
        Assert.Equal(0, (await NextAsync()).Epoch);

        _progress.Set(new(7, 0.5));
        _time.Advance(TimeSpan.FromSeconds(1));
        var beat = await NextAsync();

        Assert.Equal((7, 0.5), (beat.Epoch, beat.EpochFraction));
    }

    [Theory]
    [InlineData(Directive.CheckpointAndYield, nameof(StopRequest.Yield))]
    [InlineData(Directive.Stop, nameof(StopRequest.Stop))]
    public async Task Start_ServiceWantsAStop_AsksForIt(Directive directive, string request)
    {
        _directive = directive;
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = _stop.Token.Register(asked.SetResult);

        _loop!.Start(TimeSpan.FromSeconds(20));
        await asked.Task.DefaultTimeout();

        Assert.Equal(request, _stop.Request.ToString());
    }

    [Fact]
    public async Task StopAsync_WhileBeating_SendsNoneAfterwards()
    {
        _loop!.Start(TimeSpan.FromSeconds(20));
        await NextAsync();

        await _loop.StopAsync().DefaultTimeout();
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Single(_service.Heartbeats);
    }

    private Task<HeartbeatRequest> NextAsync() => _arrived.Reader.ReadAsync().AsTask().DefaultTimeout();
}
