using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Listing;
using TrainRecorder.Service.Logs;
using TrainRecorder.Service.Runs;
using TrainRecorder.Service.Watching;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Endpoints;

/// <summary><c>TrainingService</c>.</summary>
internal sealed class TrainingCalls(
    Submission submission, Steering steering, Deletion deletion, RunCatalogue catalogue, RunList list, QueuePlaces places, RunWatch watch, LogReading logs,
    Turnstiles turnstiles, ServiceOptions options, Drain drain, TimeProvider time) : TrainingService.TrainingServiceBase
{
    /// <inheritdoc/>
    public override async Task<SubmitJobResponse> SubmitJob(SubmitJobRequest request, ServerCallContext context)
    {
        var run = await ShowAsync(await submission.SubmitAsync(request, context.CancellationToken), context);
        if (request.ValidateOnly) (run.Name, run.State, run.StateReason, run.CreateTime, run.Etag) = ("", RunState.Unspecified, "", null, "");
        return new SubmitJobResponse { Run = run };
    }

    /// <inheritdoc/>
    public override async Task<GetRunResponse> GetRun(GetRunRequest request, ServerCallContext context)
    {
        var row = RunName.TryParse(request.Name, out var id)
            ? await catalogue.ReadAsync(rows => rows.Runs.FirstOrDefaultAsync(row => row.Id == id, context.CancellationToken), context.CancellationToken)
            : null;
        return row is null ? throw Faults.NoRun(request.Name) : new GetRunResponse { Run = await ShowAsync(row, context) };
    }

    /// <inheritdoc/>
    public override async Task<ListRunsResponse> ListRuns(ListRunsRequest request, ServerCallContext context)
    {
        var (rows, next) = await list.ReadAsync(request, context.CancellationToken);
        return new ListRunsResponse { Runs = { await places.ShowAsync(rows, context.CancellationToken) }, NextPageToken = next };
    }

    /// <inheritdoc/>
    public override async Task WatchRun(WatchRunRequest request, IServerStreamWriter<WatchRunResponse> responseStream, ServerCallContext context)
    {
        if (!RunName.TryParse(request.Name, out var id)) throw Faults.NoRun(request.Name);
        using var place = turnstiles.Watchers.Enter();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, drain.Token);
        var writer = new PatientWriter<WatchRunResponse>(responseStream, options.SlowReader, time);
        await watch.TellAsync(id, request.StartRevision, writer.WriteAsync, end.Token);
    }

    /// <inheritdoc/>
    public override async Task<PauseRunResponse> PauseRun(PauseRunRequest request, ServerCallContext context) =>
        new() { Run = await ShowAsync(await steering.PauseAsync(request, context.CancellationToken), context) };

    /// <inheritdoc/>
    public override async Task<ResumeRunResponse> ResumeRun(ResumeRunRequest request, ServerCallContext context) =>
        new() { Run = await ShowAsync(await steering.ResumeAsync(request, context.CancellationToken), context) };

    /// <inheritdoc/>
    public override async Task<CancelRunResponse> CancelRun(CancelRunRequest request, ServerCallContext context) =>
        new() { Run = await ShowAsync(await steering.CancelAsync(request, context.CancellationToken), context) };

    /// <inheritdoc/>
    public override async Task<RetryRunResponse> RetryRun(RetryRunRequest request, ServerCallContext context) =>
        new() { Run = await ShowAsync(await submission.RetryAsync(request, context.CancellationToken), context) };

    /// <inheritdoc/>
    public override async Task<DeleteRunResponse> DeleteRun(DeleteRunRequest request, ServerCallContext context) =>
        new() { FreedBytes = await deletion.DeleteAsync(request, context.CancellationToken) };

    /// <inheritdoc/>
    public override async Task ReadLogs(ReadLogsRequest request, IServerStreamWriter<ReadLogsResponse> responseStream, ServerCallContext context)
    {
        using var place = turnstiles.Readers.Enter();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, drain.Token);
        var writer = new PatientWriter<ReadLogsResponse>(responseStream, options.SlowReader, time);
        await logs.TellAsync(request, writer.WriteAsync, end.Token);
    }

    private Task<Run> ShowAsync(RunRow row, ServerCallContext context) => places.ShowAsync(row, context.CancellationToken);
}
