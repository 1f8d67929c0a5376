using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Archive;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Listing;
using TrainRecorder.Service.Runs;
using TrainRecorder.Service.Transfers;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Endpoints;

/// <summary><c>ArchiveService</c>.</summary>
internal sealed class ArchiveCalls(
    Archiving archiving, Importing importing, Restoring restoring, Verification verification, ArchiveBook book, ArchiveTurn turn, IncomingFiles incoming, RunCatalogue catalogue,
    PageTokens pages, QueuePlaces places, Turnstiles turnstiles, ServiceOptions options, Drain drain, TimeProvider time) : ArchiveService.ArchiveServiceBase
{
    private static readonly PagedList s_list = new(PagedListKind.Archives);

    /// <inheritdoc/>
    public override async Task<ArchiveRunResponse> ArchiveRun(ArchiveRunRequest request, ServerCallContext context) =>
        new() { Archive = ArchiveView.Of(await archiving.ArchiveAsync(request.Run, context.CancellationToken)) };

    /// <inheritdoc/>
    public override async Task<GetArchiveResponse> GetArchive(GetArchiveRequest request, ServerCallContext context) =>
        new() { Archive = ArchiveView.Of(await book.GetAsync(request.Name, context.CancellationToken)) };

    /// <inheritdoc/>
    public override async Task<ListArchivesResponse> ListArchives(ListArchivesRequest request, ServerCallContext context)
    {
        var page = await pages.ReadAsync(s_list, request.PageSize, request.PageToken, context.CancellationToken);
        var rows = await catalogue.ReadAsync(
            rows => rows.Archives.Where(row => row.Revision < page.Before).OrderByDescending(row => row.Revision).Take(page.Size + 1).ToListAsync(context.CancellationToken),
            context.CancellationToken);

        var response = new ListArchivesResponse { Archives = { rows.Take(page.Size).Select(ArchiveView.Of) } };
        if (rows.Count > page.Size) response.NextPageToken = await pages.NextAsync(s_list, rows[page.Size - 1].Revision, "", context.CancellationToken);
        return response;
    }

    /// <inheritdoc/>
    public override async Task<VerifyArchiveResponse> VerifyArchive(VerifyArchiveRequest request, ServerCallContext context)
    {
        using var place = turnstiles.Inspections.Enter();
        return await verification.VerifyAsync(request.Name, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<ImportRecordingResponse> ImportRecording(IAsyncStreamReader<ImportRecordingRequest> requestStream, ServerCallContext context)
    {
        using var place = turnstiles.Uploads.Enter();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, drain.Token);
        var parts = new PatientReader<ImportRecordingRequest>(requestStream, options.UploadIdle, time);
        return new ImportRecordingResponse { Archive = ArchiveView.Of(await importing.TakeAsync(parts, end.Token)) };
    }

    /// <inheritdoc/>
    public override async Task<QueryImportResponse> QueryImport(QueryImportRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        TransferHeader.CheckIdentity("", request.Size, request.Sha256, violations);
        violations.ThrowIfAny("There is no such import.");
        return await book.FindByHashAsync(request.Sha256, context.CancellationToken) is { } known
            ? new QueryImportResponse { Offset = known.Size, Archive = ArchiveView.Of(known) }
            : new QueryImportResponse { Offset = incoming.Kept(request.Sha256, request.Size) };
    }

    /// <inheritdoc/>
    public override async Task<DeleteArchiveResponse> DeleteArchive(DeleteArchiveRequest request, ServerCallContext context)
    {
        using var mine = await turn.TakeAsync(context.CancellationToken);
        var freed = ArchiveName.TryParse(request.Name, out var id) ? await book.DeleteAsync(id, "on request", context.CancellationToken) : null;
        return freed is { } bytes ? new DeleteArchiveResponse { FreedBytes = bytes } : throw Faults.NotFound("archive", request.Name);
    }

    /// <inheritdoc/>
    public override async Task<RestoreArchiveResponse> RestoreArchive(RestoreArchiveRequest request, ServerCallContext context) =>
        new() { Run = await places.ShowAsync(await restoring.RestoreAsync(request.Name, context.CancellationToken), context.CancellationToken) };
}
