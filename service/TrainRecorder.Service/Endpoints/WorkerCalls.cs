using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Attempts;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Datasets;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Runs;
using TrainRecorder.Service.Security.Tokens;
using TrainRecorder.Service.Telemetry;
using TrainRecorder.Service.Watching;
using TrainRecorder.Training;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Endpoints;

/// <summary><c>WorkerService</c>: what workers tell and ask, on the worker socket only.</summary>
internal sealed class WorkerCalls(
    WorkerGate gate, RunCatalogue catalogue, CommitBook commits, AttemptBook attempts, LiveWorkers workers, LiveProgress progress, DataFolder data, RunMeters meters,
    ServiceOptions options, Drain drain, TimeProvider time) : WorkerService.WorkerServiceBase
{
    private const int MessageLimit = 1000;

    /// <inheritdoc/>
    public override async Task<OpenAttemptResponse> OpenAttempt(OpenAttemptRequest request, ServerCallContext context)
    {
        var attempt = await gate.EnterAsync(request.Run, request.Attempt, context);
        workers.Renew(attempt.RunId, attempt.Number, attempt.TokenHash, out _);
        var run = await catalogue.ChangeAsync(
            async change =>
            {
                var row = await change.Rows.Attempts.SingleAsync(row => row.RunId == attempt.RunId && row.Number == attempt.Number, context.CancellationToken);
                var run = await change.Rows.Runs.SingleAsync(run => run.Id == attempt.RunId, context.CancellationToken);
                if (row.EndTime is not null || RunLifecycle.IsTerminal(run.State)) throw Faults.AttemptOver();
                row.OpenTime ??= time.GetUtcNow();
                RunTransition.Apply(change, run, RunTrigger.Open, "", time.GetUtcNow());
                return run;
            },
            context.CancellationToken);
        // Whoever asked while the worker was being launched found nobody to tell.
        if (run.State == RunState.Cancelling) workers.Cancel(run.Id, options.CancelGrace);
        if (run.State == RunState.Pausing) workers.Pause(run.Id);

        var job = Job.Parser.ParseFrom(run.Job);
        var datasets = await JobFiles.FindAsync(catalogue, JobDatasets.Of(job).Select(dataset => dataset.Name), context.CancellationToken);
        var response = new OpenAttemptResponse
        {
            Job = job,
            Datasets = { datasets.Select(row => new DatasetFile { Name = DatasetName.Of(row.Sha256), Path = data.Dataset(row.Sha256), Format = row.Format }) },
            Folder = data.Run(run.Id).Root,
            StateFile = run.StateFile,
            Lease = Duration.FromTimeSpan(options.Lease),
            CreateTime = run.CreateTime.ToTimestamp(),
        };
        if (run.CommittedEpoch is { } epoch) response.CommittedEpoch = epoch;
        return response;
    }

    /// <inheritdoc/>
    public override async Task<HeartbeatResponse> Heartbeat(HeartbeatRequest request, ServerCallContext context)
    {
        // A sign of life counts from the moment it arrives, before anything that could take time.
        var directive = Directive.Continue;
        var alive = RunName.TryParse(request.Run, out var id)
            && AccessToken.Presented(context.RequestHeaders.GetValue("authorization")) is { } token
            && workers.Renew(id, request.Attempt, AccessToken.Hash(token), out directive);
        // Says what is wrong: the token, or that the attempt is over.
        if (!alive) await gate.EnterAsync(request.Run, request.Attempt, context);

        progress.Report(id!, request.Epoch, request.EpochFraction);
        return new HeartbeatResponse { Directive = directive == Directive.Continue && drain.Begun ? Directive.CheckpointAndYield : directive };
    }

    /// <inheritdoc/>
    public override async Task<CommitEpochsResponse> CommitEpochs(CommitEpochsRequest request, ServerCallContext context)
    {
        var attempt = await gate.EnterAsync(request.Run, request.Attempt, context);
        workers.Renew(attempt.RunId, attempt.Number, attempt.TokenHash, out _);
        var (revision, isNew) = await commits.CommitAsync(attempt.RunId, request, context.CancellationToken);
        if (isNew)
        {
            RunSpans.Committed(request);
            meters.Committed(request);
        }

        return new CommitEpochsResponse { Revision = revision };
    }

    /// <inheritdoc/>
    public override async Task<CloseAttemptResponse> CloseAttempt(CloseAttemptRequest request, ServerCallContext context)
    {
        var attempt = await gate.IdentifyAsync(request.Run, request.Attempt, context);
        if (attempt.EndTime is not null) return attempt.ClosedAs == request.Outcome && request.Outcome != AttemptOutcome.Unspecified ? new CloseAttemptResponse() : throw Faults.AttemptOver();

        var violations = new Violations();
        if (request.Outcome == AttemptOutcome.Unspecified || !System.Enum.IsDefined(request.Outcome)) violations.Add("outcome", "must be given");
        var run = await catalogue.ReadAsync(rows => rows.Runs.SingleAsync(run => run.Id == attempt.RunId, context.CancellationToken), context.CancellationToken);
        if (request.Outcome == AttemptOutcome.Succeeded && run.CommittedEpoch != run.Epochs && run.State != RunState.Succeeded) violations.Add("outcome", $"cannot be SUCCEEDED: epoch {run.Epochs} is not committed");
        violations.ThrowIfAny("The attempt cannot be closed.");

        var told = drain.Begun;
        await attempts.CloseAsync(attempt.RunId, attempt.Number, request.Outcome, Clean(request.Message), told);
        return new CloseAttemptResponse();
    }

    private static string Clean(string message)
    {
        var line = string.Concat(message.Select(character => char.IsControl(character) ? ' ' : character)).Trim();
        if (line.Length == 0) return "The worker gave no reason.";
        return line.Length <= MessageLimit ? line : line[..MessageLimit] + "…";
    }
}
