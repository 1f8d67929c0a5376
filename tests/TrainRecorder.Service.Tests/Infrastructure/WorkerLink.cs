using Grpc.Core;
using Grpc.Net.Client;
using TrainRecorder.Recording;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Infrastructure;

/// <summary>The part of a worker, played by the test over the real socket with real segments.</summary>
internal sealed class WorkerLink : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly WorkerService.WorkerServiceClient _client;

    public WorkerLink(TestService service, FakeWorker process)
    {
        Process = process;
        _channel = service.OpenSocket();
        _client = new(_channel);
        Token = process.Launch.Token;
        Folder = process.Launch.Folder.Root;
    }

    public FakeWorker Process { get; }

    public string Token { get; set; }

    public string Folder { get; init; }

    public string Run => $"runs/{Process.Launch.RunId}";

    public int Attempt => Process.Launch.Attempt;

    private Metadata Headers => new() { { "authorization", $"Bearer {Token}" } };

    public async Task<OpenAttemptResponse> OpenAsync() => await _client.OpenAttemptAsync(new OpenAttemptRequest { Run = Run, Attempt = Attempt }, Headers).Soon();

    public async Task<Directive> BeatAsync(int epoch = 0, double fraction = 0) =>
        (await _client.HeartbeatAsync(new HeartbeatRequest { Run = Run, Attempt = Attempt, Epoch = epoch, EpochFraction = fraction }, Headers).Soon()).Directive;

    public async Task<long> CommitAsync(int first, int last) => await SendAsync(await SegmentAsync(first, last));

    public async Task<long> SendAsync(CommitEpochsRequest request) => (await _client.CommitEpochsAsync(request, Headers).Soon()).Revision;

    public async Task CloseAsync(AttemptOutcome outcome, string message = "") =>
        await _client.CloseAttemptAsync(new CloseAttemptRequest { Run = Run, Attempt = Attempt, Outcome = outcome, Message = message }, Headers).Soon();

    public void Dispose() => _channel.Dispose();

    /// <summary>Writes a segment and a state, and says what a commit of them is.</summary>
    public async Task<CommitEpochsRequest> SegmentAsync(int first, int last)
    {
        var commit = Describe(await Segments.WriteAsync(Folder, Attempt, first, last));
        await File.WriteAllTextAsync(Path.Combine(Folder, commit.StateFile), $"after {last}");
        return commit;
    }

    /// <summary>A commit of an epoch that nobody has written.</summary>
    public CommitEpochsRequest Unwritten(int epoch) => Describe(new Segment($"{epoch}-{epoch}.a{Attempt}.parquet", epoch, epoch, 1, new string('0', 64)));

    private CommitEpochsRequest Describe(Segment segment) =>
        new()
        {
            Run = Run,
            Attempt = Attempt,
            FirstEpoch = segment.FirstEpoch,
            LastEpoch = segment.LastEpoch,
            File = segment.File,
            Sha256 = segment.Sha256,
            Size = segment.Size,
            StateFile = $"state-{segment.LastEpoch}.a{Attempt}.bin",
            Metrics =
            {
                Enumerable.Range(segment.FirstEpoch, segment.LastEpoch - segment.FirstEpoch + 1)
                    .Select(epoch => new EpochMetrics { Epoch = epoch, Step = epoch * 10L, Train = { ["loss"] = 1.0 / (epoch + 1) } }),
            },
        };
}
