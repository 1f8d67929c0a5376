using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Capacity;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Datasets;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Telemetry;
using TrainRecorder.Training;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Runs;

/// <summary>Takes jobs.</summary>
internal sealed partial class Submission(RunCatalogue catalogue, Room room, ServiceOptions options, TimeProvider time, ILogger<Submission> logger)
{
    private const int MaxJobBytes = 1 << 20;
    private const string NoDataset = "there is no such dataset; upload it first";

    /// <summary>Validates a job and queues it.</summary>
    /// <returns>The run; with <c>validate_only</c> a row that was not kept, with an empty ID.</returns>
    /// <exception cref="Grpc.Core.RpcException">As <c>TrainingService.SubmitJob</c> says.</exception>
    public Task<RunRow> SubmitAsync(SubmitJobRequest request, CancellationToken cancellationToken)
    {
        var violations = CheckRequest(request.RequestId, request.Priority);
        if (request.Job is null) violations.Add("job", "must be given");
        else if (request.Job.CalculateSize() > MaxJobBytes) violations.Add("job", $"must be at most {MaxJobBytes} bytes");
        violations.ThrowIfAny("The job cannot be taken.");

        var order = new Order(request.Job!, request.RequestId, SHA256.HashData(request.Job.ToByteArray()), request.Priority, RetryOf: "");
        return QueueAsync(order, request.ValidateOnly, cancellationToken);
    }

    /// <summary>Queues the job of a run that failed or was cancelled once more.</summary>
    /// <exception cref="Grpc.Core.RpcException">As <c>TrainingService.RetryRun</c> says.</exception>
    public async Task<RunRow> RetryAsync(RetryRunRequest request, CancellationToken cancellationToken)
    {
        CheckRequest(request.RequestId, request.HasPriority ? request.Priority : 0).ThrowIfAny("The run cannot be tried again.");
        // Another try of one run and the submission of its job are two requests.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"retry {request.Name}"));
        if (await catalogue.ReadAsync(rows => EarlierAsync(rows, request.RequestId, hash, cancellationToken), cancellationToken) is { } earlier) return earlier;

        var run = await FindAsync(request.Name, cancellationToken);
        if (run.State is not (RunState.Failed or RunState.Cancelled))
            throw Faults.Of(Grpc.Core.StatusCode.FailedPrecondition, $"{request.Name} is {run.State}: only a run that has failed or was cancelled is tried again.");
        var priority = request.HasPriority ? request.Priority : run.Priority;
        return await QueueAsync(new Order(Job.Parser.ParseFrom(run.Job), request.RequestId, hash, priority, run.Id), validateOnly: false, cancellationToken);
    }

    private async Task<RunRow> FindAsync(string name, CancellationToken cancellationToken)
    {
        var row = RunName.TryParse(name, out var id)
            ? await catalogue.ReadAsync(rows => rows.Runs.FirstOrDefaultAsync(row => row.Id == id, cancellationToken), cancellationToken)
            : null;
        return row ?? throw Faults.NoRun(name);
    }

    private async Task<RunRow> QueueAsync(Order order, bool validateOnly, CancellationToken cancellationToken)
    {
        // A request that was answered before is answered again whatever became of the queue or the dataset since.
        if (!validateOnly && await catalogue.ReadAsync(rows => EarlierAsync(rows, order.RequestId, order.Hash, cancellationToken), cancellationToken) is { } earlier)
            return earlier;

        var size = await ResolveAsync(order.Job, cancellationToken);
        if (validateOnly) return NewRun("", order, size);

        var (run, added) = await catalogue.ChangeAsync(
            async change =>
            {
                if (await EarlierAsync(change.Rows, order.RequestId, order.Hash, cancellationToken) is { } twin) return (twin, false);
                var waiting = await change.Rows.Runs.CountAsync(row => row.State == RunState.Queued, cancellationToken);
                if (waiting >= options.MaxQueued) throw Faults.Exhausted($"{waiting} runs wait, the limit is {options.MaxQueued}. Try again later.");
                room.DemandForRun(size.Resolution.Estimate, await KeptBytes.ReadAsync(change.Rows, cancellationToken));

                // One may have been deleted since the job was looked at; from now on it cannot be.
                await DemandDatasetsAsync(change.Rows, order.Job, cancellationToken);

                var row = NewRun(await RunIds.FreeAsync(change.Rows, time.GetUtcNow(), cancellationToken), order, size);
                change.Rows.Runs.Add(row);
                change.RunChanged(row);
                if (order.RequestId.Length > 0)
                    change.Rows.Requests.Add(new RequestRow { Id = order.RequestId, JobHash = order.Hash, RunId = row.Id, CreateTime = time.GetUtcNow() });
                return (row, true);
            },
            cancellationToken);
        RunSpans.Submitted(run.Id, added);
        if (added) LogMessages.RunQueued(logger, run.Id);
        return run;
    }

    private static Violations CheckRequest(string requestId, int priority)
    {
        var violations = new Violations();
        if (requestId.Length > 0 && !RequestId().IsMatch(requestId)) violations.Add("request_id", "must be 1 to 64 of [A-Za-z0-9._-]");
        Priorities.Check(priority, violations);
        return violations;
    }

    private async Task<Size> ResolveAsync(Job job, CancellationToken cancellationToken)
    {
        var named = JobDatasets.Of(job);
        var known = await JobFiles.FindAsync(catalogue, named.Select(dataset => dataset.Name), cancellationToken);
        var resolution = JobResolver.Resolve(job, [.. known.Select(DatasetView.Of)]);
        var violations = new Violations(resolution.Violations);
        foreach (var (field, name) in named)
        {
            if (!known.Any(row => DatasetName.Of(row.Sha256) == name) && !violations.Has(field)) violations.Add(field, NoDataset);
        }

        violations.ThrowIfAny("The job cannot be run.");

        var table = known.FirstOrDefault(row => DatasetName.Of(row.Sha256) == job.Data?.Dataset) is { } row ? TableSchema.Parser.ParseFrom(row.Schema) : null;
        var reckoned = RunReckoning.Seconds(resolution, table);
        resolution.Estimate.MemoryBytes = RunReckoning.Memory(resolution, table);
        resolution.Estimate.Seconds = reckoned * await catalogue.ReadAsync(rows => RunReckoning.CorrectionAsync(rows, cancellationToken), cancellationToken);
        room.CheckPossible(resolution.Estimate, violations);
        violations.ThrowIfAny("The job can never run on this server.");
        return new Size(resolution, reckoned);
    }

    private static async Task DemandDatasetsAsync(CatalogueContext rows, Job job, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        foreach (var (field, name) in JobDatasets.Of(job))
        {
            if (!DatasetName.TryParse(name, out var sha256) || !await rows.Datasets.AnyAsync(row => row.Sha256 == sha256, cancellationToken)) violations.Add(field, NoDataset);
        }

        violations.ThrowIfAny("The job cannot be run.");
    }

    private RunRow NewRun(string id, Order order, Size size) => new()
    {
        Id = id,
        DisplayName = size.Resolution.Job.Name,
        Job = size.Resolution.Job.ToByteArray(),
        State = RunState.Queued,
        StateReason = RunReasons.Waits,
        Priority = order.Priority,
        RetryOf = order.RetryOf,
        CreateTime = time.GetUtcNow(),
        Parameters = size.Resolution.Estimate.Parameters,
        EstimatedBytes = size.Resolution.Estimate.RecordingBytes,
        ReckonedSeconds = size.ReckonedSeconds,
        EstimatedSeconds = size.Resolution.Estimate.Seconds,
        EstimatedMemory = size.Resolution.Estimate.MemoryBytes,
        Epochs = size.Resolution.Job.Training.Epochs,
    };

    private static async Task<RunRow?> EarlierAsync(CatalogueContext rows, string requestId, byte[] hash, CancellationToken cancellationToken)
    {
        if (requestId.Length == 0 || await rows.Requests.FirstOrDefaultAsync(row => row.Id == requestId, cancellationToken) is not { } request) return null;
        if (!request.JobHash.AsSpan().SequenceEqual(hash))
            throw Faults.Of(Grpc.Core.StatusCode.AlreadyExists, $"The request id '{requestId}' was used for another job. Choose a new one.");
        return await rows.Runs.FirstOrDefaultAsync(row => row.Id == request.RunId, cancellationToken)
            ?? throw Faults.Of(Grpc.Core.StatusCode.NotFound, $"{RunName.Of(request.RunId)}, which the request id '{requestId}' made, has been deleted. Choose a new one.");
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RequestId();

    private sealed record Order(Job Job, string RequestId, byte[] Hash, int Priority, string RetryOf);

    private sealed record Size(JobResolution Resolution, double ReckonedSeconds);
}
