using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
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
internal sealed partial class Submission(RunCatalogue catalogue, ServiceOptions options, TimeProvider time, ILogger<Submission> logger)
{
    private const int MaxJobBytes = 1 << 20;

    /// <summary>Validates a job and queues it.</summary>
    /// <returns>The run; with <c>validate_only</c> a row that was not kept, with an empty ID.</returns>
    /// <exception cref="Grpc.Core.RpcException">As <c>TrainingService.SubmitJob</c> says.</exception>
    public async Task<RunRow> SubmitAsync(SubmitJobRequest request, CancellationToken cancellationToken)
    {
        CheckRequest(request);
        var hash = SHA256.HashData(request.Job.ToByteArray());
        // A request that was answered before is answered again whatever became of the queue or the dataset since.
        if (!request.ValidateOnly && await catalogue.ReadAsync(rows => EarlierAsync(rows, request.RequestId, hash, cancellationToken), cancellationToken) is { } earlier)
            return earlier;

        var resolution = await ResolveAsync(request.Job, cancellationToken);
        if (request.ValidateOnly) return NewRun("", resolution);

        var (run, added) = await catalogue.ChangeAsync(
            async change =>
            {
                if (await EarlierAsync(change.Rows, request.RequestId, hash, cancellationToken) is { } twin) return (twin, false);
                var waiting = await change.Rows.Runs.CountAsync(row => row.State == RunState.Queued, cancellationToken);
                if (waiting >= options.MaxQueued) throw Faults.Exhausted($"{waiting} runs wait, the limit is {options.MaxQueued}. Try again later.");

                var row = NewRun(await FreeIdAsync(change.Rows, cancellationToken), resolution);
                change.Rows.Runs.Add(row);
                change.RunChanged(row);
                if (request.RequestId.Length > 0) change.Rows.Requests.Add(new RequestRow { Id = request.RequestId, JobHash = hash, RunId = row.Id });
                return (row, true);
            },
            cancellationToken);
        RunSpans.Submitted(run.Id);
        if (added) LogMessages.RunQueued(logger, run.Id);
        return run;
    }

    private static void CheckRequest(SubmitJobRequest request)
    {
        var violations = new Violations();
        if (request.RequestId.Length > 0 && !RequestId().IsMatch(request.RequestId)) violations.Add("request_id", "must be 1 to 64 of [A-Za-z0-9._-]");
        if (request.Job is null) violations.Add("job", "must be given");
        else if (request.Job.CalculateSize() > MaxJobBytes) violations.Add("job", $"must be at most {MaxJobBytes} bytes");
        violations.ThrowIfAny("The job cannot be taken.");
    }

    private async Task<JobResolution> ResolveAsync(Job job, CancellationToken cancellationToken)
    {
        var named = JobDatasets.Of(job);
        var known = await JobFiles.FindAsync(catalogue, named.Select(dataset => dataset.Name), cancellationToken);
        var resolution = JobResolver.Resolve(job, [.. known.Select(DatasetView.Of)]);
        var violations = new Violations(resolution.Violations);
        foreach (var (field, name) in named)
        {
            if (!known.Any(row => DatasetName.Of(row.Sha256) == name) && !violations.Has(field)) violations.Add(field, "there is no such dataset; upload it first");
        }

        violations.ThrowIfAny("The job cannot be run.");
        return resolution;
    }

    private RunRow NewRun(string id, JobResolution resolution) => new()
    {
        Id = id,
        DisplayName = resolution.Job.Name,
        Job = resolution.Job.ToByteArray(),
        State = RunState.Queued,
        StateReason = "Waits for a free worker.",
        CreateTime = time.GetUtcNow(),
        Parameters = resolution.Estimate.Parameters,
        EstimatedBytes = resolution.Estimate.RecordingBytes,
        Epochs = resolution.Job.Training.Epochs,
    };

    private async Task<string> FreeIdAsync(CatalogueContext rows, CancellationToken cancellationToken)
    {
        while (true)
        {
            var id = RunName.NewId(time.GetUtcNow());
            if (!await rows.Runs.AnyAsync(row => row.Id == id, cancellationToken)) return id;
        }
    }

    private static async Task<RunRow?> EarlierAsync(CatalogueContext rows, string requestId, byte[] hash, CancellationToken cancellationToken)
    {
        if (requestId.Length == 0 || await rows.Requests.FirstOrDefaultAsync(row => row.Id == requestId, cancellationToken) is not { } request) return null;
        if (!request.JobHash.AsSpan().SequenceEqual(hash))
            throw Faults.Of(Grpc.Core.StatusCode.AlreadyExists, $"The request id '{requestId}' was used for another job. Choose a new one.");
        return await rows.Runs.SingleAsync(row => row.Id == request.RunId, cancellationToken);
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RequestId();
}
