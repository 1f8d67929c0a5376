using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Runs;
using TrainRecorder.Service.Watching;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Endpoints;

/// <summary><c>TrainingService</c>.</summary>
internal sealed class TrainingCalls(
    Submission submission, Cancellation cancellation, RunCatalogue catalogue, LiveProgress progress, RunWatch watch, PageTokens pages, Turnstiles turnstiles,
    ServiceOptions options, Drain drain, TimeProvider time) : TrainingService.TrainingServiceBase
{
    /// <inheritdoc/>
    public override async Task<SubmitJobResponse> SubmitJob(SubmitJobRequest request, ServerCallContext context)
    {
        var row = await submission.SubmitAsync(request, context.CancellationToken);
        var run = progress.Show(row);
        if (request.ValidateOnly) (run.Name, run.State, run.StateReason, run.CreateTime) = ("", RunState.Unspecified, "", null);
        return new SubmitJobResponse { Run = run };
    }

    /// <inheritdoc/>
    public override async Task<GetRunResponse> GetRun(GetRunRequest request, ServerCallContext context)
    {
        var row = RunName.TryParse(request.Name, out var id)
            ? await catalogue.ReadAsync(rows => rows.Runs.FirstOrDefaultAsync(row => row.Id == id, context.CancellationToken), context.CancellationToken)
            : null;
        return row is null ? throw Faults.NoRun(request.Name) : new GetRunResponse { Run = progress.Show(row) };
    }

    /// <inheritdoc/>
    public override async Task<ListRunsResponse> ListRuns(ListRunsRequest request, ServerCallContext context)
    {
        var page = await pages.ReadAsync(PagedList.Runs, request.PageSize, request.PageToken, context.CancellationToken);
        var rows = await catalogue.ReadAsync(
            rows => rows.Runs.Where(row => row.CreateRevision < page.Before).OrderByDescending(row => row.CreateRevision).Take(page.Size + 1).ToListAsync(context.CancellationToken),
            context.CancellationToken);

        var response = new ListRunsResponse { Runs = { rows.Take(page.Size).Select(progress.Show) } };
        if (rows.Count > page.Size) response.NextPageToken = await pages.NextAsync(PagedList.Runs, rows[page.Size - 1].CreateRevision, context.CancellationToken);
        return response;
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
    public override async Task<CancelRunResponse> CancelRun(CancelRunRequest request, ServerCallContext context)
    {
        var row = RunName.TryParse(request.Name, out var id) ? await cancellation.CancelAsync(id, context.CancellationToken) : null;
        return row is null ? throw Faults.NoRun(request.Name) : new CancelRunResponse { Run = progress.Show(row) };
    }
}
