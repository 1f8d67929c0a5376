using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Archive;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Endpoints;

/// <summary><c>ArchiveService</c>.</summary>
internal sealed class ArchiveCalls(Archiving archiving, RunCatalogue catalogue, PageTokens pages) : ArchiveService.ArchiveServiceBase
{
    /// <inheritdoc/>
    public override async Task<ArchiveRunResponse> ArchiveRun(ArchiveRunRequest request, ServerCallContext context) =>
        new() { Archive = ArchiveView.Of(await archiving.ArchiveAsync(request.Run, context.CancellationToken)) };

    /// <inheritdoc/>
    public override async Task<ListArchivesResponse> ListArchives(ListArchivesRequest request, ServerCallContext context)
    {
        var page = await pages.ReadAsync(PagedList.Archives, request.PageSize, request.PageToken, context.CancellationToken);
        var rows = await catalogue.ReadAsync(
            rows => rows.Archives.Where(row => row.Revision < page.Before).OrderByDescending(row => row.Revision).Take(page.Size + 1).ToListAsync(context.CancellationToken),
            context.CancellationToken);

        var response = new ListArchivesResponse { Archives = { rows.Take(page.Size).Select(ArchiveView.Of) } };
        if (rows.Count > page.Size) response.NextPageToken = await pages.NextAsync(PagedList.Archives, rows[page.Size - 1].Revision, context.CancellationToken);
        return response;
    }
}
