using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using TrainRecorder.V1;

namespace TrainRecorder.Worker.Tests.Infrastructure;

/// <summary>The service as a worker sees it: keeps what it is told and answers as the test wants.</summary>
internal sealed class FakeWorkerService : WorkerService.WorkerServiceBase
{
    public const string Token = "secret";

    public OpenAttemptResponse Attempt { get; } = new()
    {
        Lease = Duration.FromTimeSpan(TimeSpan.FromSeconds(20)),
        CreateTime = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch),
    };

    public Func<HeartbeatRequest, Directive> OnHeartbeat { get; set; } = _ => Directive.Continue;

    /// <summary>Called before a commit counts; throws to refuse it.</summary>
    public Action<CommitEpochsRequest> OnCommit { get; set; } = _ => { };

    public Action<CloseAttemptRequest> OnClose { get; set; } = _ => { };

    public ConcurrentQueue<HeartbeatRequest> Heartbeats { get; } = [];

    public ConcurrentQueue<CommitEpochsRequest> Commits { get; } = [];

    public ConcurrentQueue<CloseAttemptRequest> Closes { get; } = [];

    /// <summary>Epochs of all commits, in their order.</summary>
    public IEnumerable<int> CommittedEpochs => Commits.SelectMany(commit => Enumerable.Range(commit.FirstEpoch, commit.LastEpoch - commit.FirstEpoch + 1));

    public override Task<OpenAttemptResponse> OpenAttempt(OpenAttemptRequest request, ServerCallContext context)
    {
        CheckToken(context);
        return Task.FromResult(Attempt);
    }

    public override Task<HeartbeatResponse> Heartbeat(HeartbeatRequest request, ServerCallContext context)
    {
        CheckToken(context);
        Heartbeats.Enqueue(request);
        return Task.FromResult(new HeartbeatResponse { Directive = OnHeartbeat(request) });
    }

    public override Task<CommitEpochsResponse> CommitEpochs(CommitEpochsRequest request, ServerCallContext context)
    {
        CheckToken(context);
        OnCommit(request);
        Commits.Enqueue(request);
        Attempt.CommittedEpoch = request.LastEpoch;
        Attempt.StateFile = request.StateFile;
        return Task.FromResult(new CommitEpochsResponse());
    }

    public override Task<CloseAttemptResponse> CloseAttempt(CloseAttemptRequest request, ServerCallContext context)
    {
        CheckToken(context);
        OnClose(request);
        Closes.Enqueue(request);
        return Task.FromResult(new CloseAttemptResponse());
    }

    public static RpcException Over() => new(new Status(StatusCode.FailedPrecondition, "attempt 2 took its place"));

    private static void CheckToken(ServerCallContext context)
    {
        if (context.RequestHeaders.GetValue("authorization") != $"Bearer {Token}") throw new RpcException(new Status(StatusCode.Unauthenticated, "token"));
    }
}
