using System.Collections.Concurrent;
using System.Security.Cryptography;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using TrainRecorder.V1;
using Status = Grpc.Core.Status;

namespace TrainRecorder.Client.Tests.Infrastructure;

/// <summary>What the fake service holds and how it answers; each test changes what it needs.</summary>
internal sealed class FakeService
{
    public const string Token = "secret";

    public ConcurrentQueue<SubmitJobRequest> Submitted { get; } = [];

    public Func<SubmitJobRequest, Run> OnSubmit { get; set; } = request => new()
    {
        Name = request.ValidateOnly ? "" : "runs/7",
        Job = request.Job,
        State = request.ValidateOnly ? RunState.Unspecified : RunState.Queued,
        Revision = request.ValidateOnly ? 0 : 40,
        Estimate = new() { Parameters = 2410, RecordingBytes = 3_500_000 },
    };

    /// <summary>Runs by name.</summary>
    public ConcurrentDictionary<string, Run> Runs { get; } = [];

    /// <summary>Answers a watch by writing to the stream.</summary>
    public Func<WatchRunRequest, Func<WatchRunResponse, Task>, CancellationToken, Task> OnWatch { get; set; } = (_, _, _) => throw Failure(StatusCode.NotFound, "no such run");

    public ConcurrentQueue<WatchRunRequest> Watches { get; } = [];

    /// <summary>Contents of datasets by name.</summary>
    public ConcurrentDictionary<string, byte[]> Datasets { get; } = [];

    /// <summary>Throws to refuse an upload.</summary>
    public Action<DatasetHeader> OnUpload { get; set; } = _ => { };

    public int Uploads;

    /// <summary>The sealed recording of every run.</summary>
    public byte[] Recording { get; set; } = [];

    public ConcurrentQueue<DownloadRecordingRequest> Downloads { get; } = [];

    /// <summary>Called before each chunk with its offset; throws to break the download.</summary>
    public Action<long> OnChunk { get; set; } = _ => { };

    /// <summary>Throws to refuse to archive.</summary>
    public Action OnArchive { get; set; } = () => { };

    public List<Archive> Archives { get; } = [];

    public static RpcException Failure(StatusCode code, string detail) => new(new Status(code, detail));

    public static RpcException Bad(params (string Field, string Description)[] violations) => new Google.Rpc.Status
    {
        Code = (int)Code.InvalidArgument,
        Message = "bad",
        Details = { Any.Pack(new BadRequest { FieldViolations = { violations.Select(violation => new BadRequest.Types.FieldViolation { Field = violation.Field, Description = violation.Description }) } }) },
    }.ToRpcException();

    public Run Run(string name) => Runs.TryGetValue(name, out var run) ? run : throw Failure(StatusCode.NotFound, $"there is no {name}");
}

internal sealed class FakeTraining(FakeService fake) : TrainingService.TrainingServiceBase
{
    public override Task<SubmitJobResponse> SubmitJob(SubmitJobRequest request, ServerCallContext context)
    {
        fake.Submitted.Enqueue(request);
        var run = fake.OnSubmit(request);
        if (run.Name.Length > 0) fake.Runs[run.Name] = run;
        return Task.FromResult(new SubmitJobResponse { Run = run });
    }

    public override Task<GetRunResponse> GetRun(GetRunRequest request, ServerCallContext context) => Task.FromResult(new GetRunResponse { Run = fake.Run(request.Name) });

    public override Task<ListRunsResponse> ListRuns(ListRunsRequest request, ServerCallContext context)
    {
        var runs = fake.Runs.OrderByDescending(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value).ToArray();
        var start = request.PageToken.Length == 0 ? 0 : int.Parse(request.PageToken, System.Globalization.CultureInfo.InvariantCulture);
        // Pages of at most two, so that the client must ask for more than one.
        var size = Math.Min(2, request.PageSize);
        var next = start + size < runs.Length ? $"{start + size}" : "";
        return Task.FromResult(new ListRunsResponse { Runs = { runs.Skip(start).Take(size) }, NextPageToken = next });
    }

    public override async Task WatchRun(WatchRunRequest request, IServerStreamWriter<WatchRunResponse> responseStream, ServerCallContext context)
    {
        fake.Watches.Enqueue(request);
        await fake.OnWatch(request, change => responseStream.WriteAsync(change, CancellationToken.None), context.CancellationToken);
    }

    public override Task<CancelRunResponse> CancelRun(CancelRunRequest request, ServerCallContext context)
    {
        var run = fake.Run(request.Name);
        run.State = RunState.Cancelling;
        return Task.FromResult(new CancelRunResponse { Run = run });
    }
}

internal sealed class FakeDatasets(FakeService fake) : DatasetService.DatasetServiceBase
{
    public override Task<GetDatasetResponse> GetDataset(GetDatasetRequest request, ServerCallContext context) =>
        fake.Datasets.ContainsKey(request.Name)
            ? Task.FromResult(new GetDatasetResponse { Dataset = new() { Name = request.Name } })
            : throw FakeService.Failure(StatusCode.NotFound, $"there is no {request.Name}");

    public override async Task<UploadDatasetResponse> UploadDataset(IAsyncStreamReader<UploadDatasetRequest> requestStream, ServerCallContext context)
    {
        Interlocked.Increment(ref fake.Uploads);
        await requestStream.MoveNext(context.CancellationToken);
        var header = requestStream.Current.Header;
        fake.OnUpload(header);
        using var bytes = new MemoryStream();
        while (await requestStream.MoveNext(context.CancellationToken)) requestStream.Current.Chunk.WriteTo(bytes);
        if (bytes.Length != header.Size || Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())) != header.Sha256) throw FakeService.Failure(StatusCode.DataLoss, "not what was announced");
        var name = $"datasets/{header.Sha256}";
        fake.Datasets[name] = bytes.ToArray();
        return new() { Dataset = new() { Name = name, DisplayName = header.DisplayName, Format = header.Format, Size = header.Size } };
    }
}

internal sealed class FakeRecordings(FakeService fake) : RecordingService.RecordingServiceBase
{
    private const int ChunkBytes = 1000;

    public override async Task DownloadRecording(DownloadRecordingRequest request, IServerStreamWriter<DownloadRecordingResponse> responseStream, ServerCallContext context)
    {
        fake.Downloads.Enqueue(request);
        if (request.Offset > fake.Recording.Length) throw FakeService.Failure(StatusCode.OutOfRange, "behind the end");
        for (var at = (int)request.Offset; at < fake.Recording.Length; at += ChunkBytes)
        {
            fake.OnChunk(at);
            var chunk = fake.Recording.AsSpan(at, Math.Min(ChunkBytes, fake.Recording.Length - at));
            await responseStream.WriteAsync(new() { Chunk = ByteString.CopyFrom(chunk) });
        }

        await responseStream.WriteAsync(new() { End = new() { Size = fake.Recording.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(fake.Recording)) } });
    }
}

internal sealed class FakeArchives(FakeService fake) : ArchiveService.ArchiveServiceBase
{
    public override Task<ArchiveRunResponse> ArchiveRun(ArchiveRunRequest request, ServerCallContext context)
    {
        fake.OnArchive();
        var run = fake.Run(request.Run);
        return Task.FromResult(new ArchiveRunResponse { Archive = new() { Name = $"archives/{run.Name[5..]}", Run = run.Name, Size = 2048, Sha256 = "abc" } });
    }

    public override Task<ListArchivesResponse> ListArchives(ListArchivesRequest request, ServerCallContext context) => Task.FromResult(new ListArchivesResponse { Archives = { fake.Archives } });
}

internal sealed class FakeInfo : ServerService.ServerServiceBase
{
    public override Task<GetServerInfoResponse> GetServerInfo(GetServerInfoRequest request, ServerCallContext context) =>
        Task.FromResult(new GetServerInfoResponse { Version = "0.1.0", FormatVersion = 1, MaxRunning = 2, MaxQueued = 100, MaxDatasetBytes = 1L << 30 });
}
