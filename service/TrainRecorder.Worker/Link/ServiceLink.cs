using System.Net.Sockets;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using TrainRecorder.V1;

namespace TrainRecorder.Worker.Link;

/// <summary>The calls of one attempt. A call that reaches nobody is tried again, for every call of WorkerService may be repeated.</summary>
/// <remarks>
/// Any thread. The link ends for good when the service says that the attempt is over, or when no call reached a service for
/// <see cref="Patience"/>; every later call then throws the same, and <see cref="Ended"/> tells everybody else.
/// </remarks>
internal sealed class ServiceLink : IDisposable
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(2);

    /// <summary>Also under a very long lease an answer that takes this long is none.</summary>
    private static readonly TimeSpan s_longestCall = TimeSpan.FromHours(1);

    private readonly WorkerService.WorkerServiceClient _client;
    private readonly Metadata _headers;
    private readonly string _run;
    private readonly int _attempt;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _ended = new();
    private Exception? _fault;
    private long _reached;
    private long _patience = TimeSpan.FromSeconds(30).Ticks;

    public ServiceLink(WorkerService.WorkerServiceClient client, string token, string run, int attempt, TimeProvider time, ILogger log, string? traceParent = null)
    {
        (_client, _run, _attempt, _time, _log) = (client, run, attempt, time, log);
        _headers = new Metadata { { "authorization", $"Bearer {token}" } };
        if (traceParent is not null) _headers.Add("traceparent", traceParent);
        _reached = time.GetTimestamp();
    }

    /// <summary>How long the service may be silent before the link ends. 30 s until the attempt is open, then the lease.</summary>
    public TimeSpan Patience
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _patience));
        set => Volatile.Write(ref _patience, value.Ticks);
    }

    /// <summary>
    /// Set before the commit that completes the run: its answer alone counts from here on, since a heartbeat that crosses it may hear
    /// that the run is terminal.
    /// </summary>
    public bool Completing { get; set; }

    /// <summary>Cancelled when the link ended.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Throws the reason if the link ended.</summary>
    public void ThrowIfEnded()
    {
        if (Volatile.Read(ref _fault) is { } fault) throw fault;
    }

    public Task<OpenAttemptResponse> OpenAsync() =>
        CallAsync("OpenAttempt", options => _client.OpenAttemptAsync(new() { Run = _run, Attempt = _attempt }, options), CancellationToken.None);

    /// <returns>The directive, or null when the run was just completed and heartbeats are no longer wanted.</returns>
    public async Task<Directive?> HeartbeatAsync(int epoch, double fraction, CancellationToken cancellationToken)
    {
        var request = new HeartbeatRequest { Run = _run, Attempt = _attempt, Epoch = epoch, EpochFraction = fraction };
        try
        {
            var answer = await CallAsync("Heartbeat", options => _client.HeartbeatAsync(request, options), cancellationToken, () => !Completing)
                .ConfigureAwait(false);
            return answer.Directive;
        }
        catch (RpcException failure) when (failure.StatusCode == StatusCode.FailedPrecondition)
        {
            return null;
        }
    }

    public Task CommitAsync(CommitEpochsRequest request, CancellationToken cancellationToken)
    {
        (request.Run, request.Attempt) = (_run, _attempt);
        return CallAsync("CommitEpochs", options => _client.CommitEpochsAsync(request, options), cancellationToken);
    }

    public Task CloseAsync(AttemptOutcome outcome, string message)
    {
        var request = new CloseAttemptRequest { Run = _run, Attempt = _attempt, Outcome = outcome, Message = message };
        return CallAsync("CloseAttempt", options => _client.CloseAttemptAsync(request, options), CancellationToken.None);
    }

    /// <summary>Ends the link because heartbeats cannot go on, for a reason that no retry mends.</summary>
    public void Fail(Exception reason) => End(new InvalidOperationException($"heartbeats cannot go on: {reason.Message}", reason));

    public void Dispose() => _ended.Dispose();

    private async Task<T> CallAsync<T>(
        string name, Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken, Func<bool>? endsWithAttempt = null)
    {
        for (var pause = s_firstPause; ; pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause)
        {
            ThrowIfEnded();
            var left = Patience - Silence;
            if (left <= TimeSpan.Zero) throw End(new ServiceLostException($"no service was reached for {Patience}: giving up"));

            using var late = new CancellationTokenSource(left < s_longestCall ? left : s_longestCall, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token, _ended.Token);
            try
            {
                using var under = call(new CallOptions(_headers, cancellationToken: either.Token));
                var answer = await under.ResponseAsync.ConfigureAwait(false);
                Volatile.Write(ref _reached, _time.GetTimestamp());
                return answer;
            }
            catch (RpcException failure) when (failure.StatusCode == StatusCode.FailedPrecondition && endsWithAttempt?.Invoke() != false)
            {
                throw End(new AttemptOverException($"the attempt is over: {failure.Status.Detail}"));
            }
            catch (RpcException failure) when (either.IsCancellationRequested || IsUnreached(failure))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var wait = Task.Delay(pause, _time, either.Token);
                _log.NotReached(name, Silence, Patience, pause, failure.Status.Detail);
                await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private TimeSpan Silence => _time.GetElapsedTime(Volatile.Read(ref _reached));

    /// <summary>The first reason stays.</summary>
    private Exception End(Exception fault)
    {
        if (Interlocked.CompareExchange(ref _fault, fault, null) is { } earlier) return earlier;
        _ended.Cancel();
        return fault;
    }

    /// <summary>Nobody answered: no connection, one that broke under the call (which grpc-dotnet reports by several codes), or a service that stops.</summary>
    private static bool IsUnreached(RpcException failure) =>
        failure.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled
        || failure.Status.DebugException is HttpRequestException or IOException or SocketException;
}
