using System.Collections.Concurrent;
using System.Security.Cryptography;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.V1;
using Status = Grpc.Core.Status;

namespace TrainRecorder.Client.Tests.Infrastructure;

/// <summary>What the fake service holds and how it answers; each test changes what it needs.</summary>
internal sealed class FakeService
{
    public const string Token = "secret";

    /// <summary>Methods that were called, <c>/package.Service/Method</c>.</summary>
    public ConcurrentQueue<string> Called { get; } = [];

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

    /// <summary>A run needs every dataset.</summary>
    public bool IsDataNeeded { get; set; }

    /// <summary>Throws to refuse an upload.</summary>
    public Action<DatasetHeader> OnUpload { get; set; } = _ => { };

    /// <summary>What is kept of uploads by SHA-256.</summary>
    public ConcurrentDictionary<string, byte[]> Kept { get; } = [];

    /// <summary>Called after each chunk with what came so far; throws to break the upload.</summary>
    public Action<long> OnUploaded { get; set; } = _ => { };

    /// <summary>What is wrong with the checksum of the chunk at an offset.</summary>
    public Func<long, uint> Damage { get; set; } = _ => 0;

    public ConcurrentQueue<ListRunsRequest> Lists { get; } = [];

    /// <summary>Called before runs are listed; what it waits for, the caller waits for.</summary>
    public Func<CancellationToken, Task> OnList { get; set; } = _ => Task.CompletedTask;

    /// <summary>What was asked of runs.</summary>
    public ConcurrentQueue<IMessage> Steered { get; } = [];

    public ConcurrentQueue<ReadLogsRequest> LogReads { get; } = [];

    /// <summary>Answers a reader of a log.</summary>
    public Func<ReadLogsRequest, Func<ReadLogsResponse, Task>, Task> OnLogs { get; set; } = (_, tell) => tell(new() { End = new() });

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

    public override async Task<ListRunsResponse> ListRuns(ListRunsRequest request, ServerCallContext context)
    {
        fake.Lists.Enqueue(request);
        await fake.OnList(context.CancellationToken);
        var runs = fake.Runs.OrderByDescending(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value).ToArray();
        var start = request.PageToken.Length == 0 ? 0 : int.Parse(request.PageToken, System.Globalization.CultureInfo.InvariantCulture);
        // Pages of at most two, so that the client must ask for more than one.
        var size = Math.Min(2, request.PageSize);
        var next = start + size < runs.Length ? $"{start + size}" : "";
        return new ListRunsResponse { Runs = { runs.Skip(start).Take(size) }, NextPageToken = next };
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
        fake.Steered.Enqueue(request);
        return Task.FromResult(new CancelRunResponse { Run = run });
    }

    public override Task<PauseRunResponse> PauseRun(PauseRunRequest request, ServerCallContext context)
    {
        fake.Steered.Enqueue(request);
        var run = fake.Run(request.Name);
        run.State = RunState.Pausing;
        return Task.FromResult(new PauseRunResponse { Run = run });
    }

    public override Task<ResumeRunResponse> ResumeRun(ResumeRunRequest request, ServerCallContext context)
    {
        fake.Steered.Enqueue(request);
        var run = fake.Run(request.Name);
        (run.State, run.Queue) = (RunState.Queued, new() { Position = 2, Reason = "1 run is ahead of it." });
        return Task.FromResult(new ResumeRunResponse { Run = run });
    }

    public override Task<RetryRunResponse> RetryRun(RetryRunRequest request, ServerCallContext context)
    {
        fake.Steered.Enqueue(request);
        return Task.FromResult(new RetryRunResponse { Run = new() { Name = "runs/8", State = RunState.Queued, RetryOf = request.Name } });
    }

    public override Task<DeleteRunResponse> DeleteRun(DeleteRunRequest request, ServerCallContext context)
    {
        fake.Steered.Enqueue(request);
        return Task.FromResult(new DeleteRunResponse { FreedBytes = 2048 });
    }

    public override Task ReadLogs(ReadLogsRequest request, IServerStreamWriter<ReadLogsResponse> responseStream, ServerCallContext context)
    {
        fake.LogReads.Enqueue(request);
        return fake.OnLogs(request, part => responseStream.WriteAsync(part, CancellationToken.None));
    }
}

internal sealed class FakeDatasets(FakeService fake) : DatasetService.DatasetServiceBase
{
    public override Task<GetDatasetResponse> GetDataset(GetDatasetRequest request, ServerCallContext context) =>
        fake.Datasets.ContainsKey(request.Name)
            ? Task.FromResult(new GetDatasetResponse { Dataset = new() { Name = request.Name } })
            : throw FakeService.Failure(StatusCode.NotFound, $"there is no {request.Name}");

    public override Task<QueryUploadResponse> QueryUpload(QueryUploadRequest request, ServerCallContext context) =>
        Task.FromResult(new QueryUploadResponse { Offset = fake.Kept.TryGetValue(request.Sha256, out var kept) ? kept.Length : 0 });

    public override Task<ListDatasetsResponse> ListDatasets(ListDatasetsRequest request, ServerCallContext context) =>
        Task.FromResult(new ListDatasetsResponse { Datasets = { fake.Datasets.Select(pair => new Dataset { Name = pair.Key, DisplayName = "data.csv", Size = pair.Value.Length }) } });

    public override Task<InspectDatasetResponse> InspectDataset(InspectDatasetRequest request, ServerCallContext context) => Task.FromResult(new InspectDatasetResponse
    {
        Dataset = new()
        {
            Name = request.Name,
            DisplayName = "data.csv",
            Format = "csv",
            Size = 2048,
            Schema = new() { Rows = 2, Columns = { new TableColumn { Name = "x", Type = "number", Distinct = 2 }, new TableColumn { Name = "y", Type = "text", Distinct = 10_001 } } },
        },
        Ranges = { new ColumnRange { Column = "x", Count = 2, Min = -1, Max = 2.5, Mean = 0.75 }, new ColumnRange { Column = "y", Count = 2, Longest = 3 } },
        Rows = { Enumerable.Range(0, request.Rows).Select(row => new TableRow { Values = { $"{row}", "abc" } }) },
    });

    public override Task<DeleteDatasetResponse> DeleteDataset(DeleteDatasetRequest request, ServerCallContext context) =>
        fake.IsDataNeeded ? throw FakeService.Failure(StatusCode.FailedPrecondition, "runs/7 still need it") : Task.FromResult(new DeleteDatasetResponse { FreedBytes = 10 });

    public override async Task<UploadDatasetResponse> UploadDataset(IAsyncStreamReader<UploadDatasetRequest> requestStream, ServerCallContext context)
    {
        Interlocked.Increment(ref fake.Uploads);
        await requestStream.MoveNext(context.CancellationToken);
        var header = requestStream.Current.Header;
        fake.OnUpload(header);
        using var bytes = new MemoryStream();
        fake.Kept.TryGetValue(header.Sha256, out var kept);
        bytes.Write(kept ?? []);
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            var chunk = requestStream.Current.Chunk;
            if (chunk.Offset != bytes.Length || Crc32C.Of(chunk.Data.Span) != chunk.Crc32C) throw FakeService.Failure(StatusCode.DataLoss, "not what was sent");
            chunk.Data.WriteTo(bytes);
            fake.Kept[header.Sha256] = bytes.ToArray();
            fake.OnUploaded(bytes.Length);
        }

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
            await responseStream.WriteAsync(new() { Chunk = new() { Offset = at, Data = ByteString.CopyFrom(chunk), Crc32C = fake.Damage(at) ^ Crc32C.Of(chunk) } });
        }

        await responseStream.WriteAsync(new() { End = new() { Size = fake.Recording.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(fake.Recording)) } });
    }

    public override Task<GetRecordingResponse> GetRecording(GetRecordingRequest request, ServerCallContext context) => Task.FromResult(new GetRecordingResponse
    {
        Recording = new()
        {
            Name = request.Name,
            State = RecordingState.Live,
            LastEpoch = 3,
            Bytes = 4096,
            Manifest = new()
            {
                Job = new() { Name = "digits" },
                Layers = { new LayerInfo { Name = "hidden1", Shape = { 2 } } },
                Columns = { new ColumnInfo { Path = "train.loss", Type = "double" }, new ColumnInfo { Path = "hidden1.weight", Type = "list<float>", Shape = { 2, 1 }, Axes = { "output", "input" }, Schedule = "every" } },
            },
        },
    });

    public override async Task ReadTensors(ReadTensorsRequest request, IServerStreamWriter<ReadTensorsResponse> responseStream, ServerCallContext context)
    {
        byte[] weights = [.. BitConverter.GetBytes(0.5f), .. BitConverter.GetBytes(float.NaN)];
        // In two parts, as a large tensor comes.
        foreach (var at in (int[])[0, 4])
        {
            var data = weights.AsSpan(at, 4);
            await responseStream.WriteAsync(new() { Tensor = new() { Column = "hidden1.weight", Epoch = 1, Values = 2, FirstValue = at / 4, Data = ByteString.CopyFrom(data), Crc32C = Crc32C.Of(data) } });
        }

        await responseStream.WriteAsync(new() { Tensor = new() { Column = "train.loss", Epoch = 1, Absent = true } });
        await responseStream.WriteAsync(new() { End = new() { Tensors = 2 } });
    }

    public override async Task QueryMetrics(QueryMetricsRequest request, IServerStreamWriter<QueryMetricsResponse> responseStream, ServerCallContext context) =>
        await responseStream.WriteAsync(new() { Epochs = { new EpochMetrics { Epoch = 2, Step = 20, Train = { ["loss"] = 0.25 }, Findings = { new Finding { Rule = "dead_units", Layer = "hidden1" } } } } });
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

    public override Task<GetArchiveResponse> GetArchive(GetArchiveRequest request, ServerCallContext context) => Task.FromResult(new GetArchiveResponse { Archive = Find(request.Name) });

    public override Task<VerifyArchiveResponse> VerifyArchive(VerifyArchiveRequest request, ServerCallContext context)
    {
        var archive = Find(request.Name);
        return Task.FromResult(new VerifyArchiveResponse { Archive = archive, Faults = { archive.Damaged ? ["epoch 3, column x: damaged"] : [] } });
    }

    public override Task<RestoreArchiveResponse> RestoreArchive(RestoreArchiveRequest request, ServerCallContext context) =>
        Task.FromResult(new RestoreArchiveResponse { Run = new() { Name = Find(request.Name).Run, State = RunState.Succeeded } });

    public override Task<DeleteArchiveResponse> DeleteArchive(DeleteArchiveRequest request, ServerCallContext context) => Task.FromResult(new DeleteArchiveResponse { FreedBytes = Find(request.Name).Size });

    public override Task<QueryImportResponse> QueryImport(QueryImportRequest request, ServerCallContext context) => Task.FromResult(new QueryImportResponse());

    public override async Task<ImportRecordingResponse> ImportRecording(IAsyncStreamReader<ImportRecordingRequest> requestStream, ServerCallContext context)
    {
        await requestStream.MoveNext(context.CancellationToken);
        var header = requestStream.Current.Header;
        using var bytes = new MemoryStream();
        while (await requestStream.MoveNext(context.CancellationToken)) requestStream.Current.Chunk.Data.WriteTo(bytes);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())) != header.Sha256) throw FakeService.Failure(StatusCode.DataLoss, "not what was announced");
        if (header.DisplayName == "foreign.parquet") throw FakeService.Bad(("", "the file is no recording"));
        return new() { Archive = new() { Name = "archives/9", DisplayName = "digits", Size = header.Size, Sha256 = header.Sha256, Imported = true } };
    }

    private Archive Find(string name) => fake.Archives.FirstOrDefault(archive => archive.Name == name) ?? throw FakeService.Failure(StatusCode.NotFound, $"there is no {name}");
}

internal sealed class FakeInfo : ServerService.ServerServiceBase
{
    public override Task<GetServerInfoResponse> GetServerInfo(GetServerInfoRequest request, ServerCallContext context) =>
        Task.FromResult(new GetServerInfoResponse { Version = "0.1.0", FormatVersion = 1, MaxRunning = 2, MaxQueued = 100, MaxDatasetBytes = 1L << 30 });

    public override Task<GetStatisticsResponse> GetStatistics(GetStatisticsRequest request, ServerCallContext context) =>
        Task.FromResult(new GetStatisticsResponse { Runs = { ["QUEUED"] = 3, ["RUNNING"] = 1 }, Workers = 1, EpochsCommitted = 1234, RecordingBytes = 2048, FreeDiskBytes = 1L << 30 });
}
