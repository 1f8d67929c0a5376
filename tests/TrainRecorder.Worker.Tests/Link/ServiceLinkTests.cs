using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Time.Testing;
using TrainRecorder.V1;
using TrainRecorder.Worker.Link;
using TrainRecorder.Worker.Tests.Infrastructure;

namespace TrainRecorder.Worker.Tests.Link;

public sealed class ServiceLinkTests : IDisposable
{
    private const int NotReached = 4;
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(2);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly LogRecorder _log = new();
    private readonly FakeWorkerService _service = new();
    private readonly GrpcChannel _channel;
    private readonly ServiceLink _link;

    public ServiceLinkTests()
    {
        _channel = WorkerChannel.Open(_folder["s"]);
        _link = new ServiceLink(new WorkerService.WorkerServiceClient(_channel), FakeWorkerService.Token, "runs/1", 1, _time, _log) { Patience = s_lease };
    }

    public void Dispose()
    {
        _link.Dispose();
        _channel.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Commit_ServiceAwayForLessThanALease_ArrivesWhenItIsBack()
    {
        var commit = _link.CommitAsync(new() { LastEpoch = 3 }, CancellationToken.None);
        for (var tries = 0; tries < 3; tries++)
        {
            await _log.NextAsync(NotReached);
            if (tries < 2) _time.Advance(s_longestPause);
        }

        await using var endpoint = await WorkerEndpoint.StartAsync(_folder["s"], _service);
        _time.Advance(s_longestPause);
        await commit.DefaultTimeout();

        Assert.Equal([3], _service.Commits.Select(request => request.LastEpoch));
    }

    [Fact]
    public async Task Call_ServiceAwayForALease_ThrowsServiceLostAndEnds()
    {
        var call = _link.CommitAsync(new(), CancellationToken.None);
        while (!call.IsCompleted && _time.GetUtcNow() < _time.Start + (2 * s_lease))
        {
            await Task.WhenAny(_log.NextAsync(NotReached), call).DefaultTimeout();
            _time.Advance(s_longestPause);
            if (_time.GetUtcNow() - _time.Start < s_lease) Assert.False(call.IsCompleted);
        }

        await Assert.ThrowsAsync<ServiceLostException>(() => call.DefaultTimeout());
        Assert.True(_link.Ended.IsCancellationRequested);
        await Assert.ThrowsAsync<ServiceLostException>(() => _link.OpenAsync().DefaultTimeout());
    }

    [Fact]
    public async Task Call_AttemptIsOver_ThrowsAttemptOverFromEveryCall()
    {
        _service.OnHeartbeat = _ => throw FakeWorkerService.Over();
        await using var endpoint = await WorkerEndpoint.StartAsync(_folder["s"], _service);

        var over = await Assert.ThrowsAsync<AttemptOverException>(() => _link.HeartbeatAsync(0, 0, CancellationToken.None).DefaultTimeout());

        Assert.Contains("attempt 2 took its place", over.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<AttemptOverException>(() => _link.CommitAsync(new(), CancellationToken.None).DefaultTimeout());
        Assert.Empty(_service.Commits);
    }

    [Fact]
    public async Task Heartbeat_CrossesTheCompletingCommit_IsNoLongerWantedAndDoesNotEndTheLink()
    {
        _service.OnHeartbeat = _ => throw FakeWorkerService.Over();
        _link.Completing = true;
        await using var endpoint = await WorkerEndpoint.StartAsync(_folder["s"], _service);

        Assert.Null(await _link.HeartbeatAsync(0, 0, CancellationToken.None).DefaultTimeout());

        await _link.CloseAsync(AttemptOutcome.Succeeded, "").DefaultTimeout();
        Assert.Equal(AttemptOutcome.Succeeded, Assert.Single(_service.Closes).Outcome);
    }

    [Fact]
    public async Task Call_WrongToken_FailsAtOnce()
    {
        using var stranger = new ServiceLink(new WorkerService.WorkerServiceClient(_channel), "guess", "runs/1", 1, _time, _log);
        await using var endpoint = await WorkerEndpoint.StartAsync(_folder["s"], _service);

        var refused = await Assert.ThrowsAsync<RpcException>(() => stranger.OpenAsync().DefaultTimeout());

        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    [Fact]
    public async Task Call_ServiceHangs_IsTriedAgainAndTheSilenceCounted()
    {
        using var release = new ManualResetEventSlim();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _service.OnCommit = _ =>
        {
            entered.TrySetResult();
            release.Wait(TimeSpan.FromSeconds(30));
        };
        await using var endpoint = await WorkerEndpoint.StartAsync(_folder["s"], _service);

        var commit = _link.CommitAsync(new(), CancellationToken.None);
        await entered.Task.DefaultTimeout();
        _time.Advance(s_lease);

        await Assert.ThrowsAsync<ServiceLostException>(() => commit.DefaultTimeout());
        release.Set();
    }
}
