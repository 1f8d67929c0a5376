using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Datasets;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Listing;
using TrainRecorder.Service.Transfers;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Endpoints;

/// <summary><c>DatasetService</c>.</summary>
internal sealed class DatasetCalls(
    Upload upload, Inspection inspection, DatasetRemoval removal, IncomingFiles incoming, RunCatalogue catalogue, PageTokens pages, Turnstiles turnstiles, ServiceOptions options,
    Drain drain, TimeProvider time) : DatasetService.DatasetServiceBase
{
    private static readonly PagedList s_list = new(PagedListKind.Datasets);

    /// <inheritdoc/>
    public override async Task<UploadDatasetResponse> UploadDataset(IAsyncStreamReader<UploadDatasetRequest> requestStream, ServerCallContext context)
    {
        using var place = turnstiles.Uploads.Enter();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, drain.Token);
        var parts = new PatientReader<UploadDatasetRequest>(requestStream, options.UploadIdle, time);
        return new UploadDatasetResponse { Dataset = DatasetView.Of(await upload.TakeAsync(parts, end.Token)) };
    }

    /// <inheritdoc/>
    public override async Task<QueryUploadResponse> QueryUpload(QueryUploadRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        TransferHeader.CheckIdentity("", request.Size, request.Sha256, violations);
        violations.ThrowIfAny("There is no such upload.");
        return await upload.FindAsync(request.Sha256, context.CancellationToken) is { } known
            ? new QueryUploadResponse { Offset = known.Size, Dataset = DatasetView.Of(known) }
            : new QueryUploadResponse { Offset = incoming.Kept(request.Sha256, request.Size) };
    }

    /// <inheritdoc/>
    public override async Task<GetDatasetResponse> GetDataset(GetDatasetRequest request, ServerCallContext context)
    {
        var row = DatasetName.TryParse(request.Name, out var sha256) ? await upload.FindAsync(sha256, context.CancellationToken) : null;
        return row is null ? throw Faults.NotFound("dataset", request.Name) : new GetDatasetResponse { Dataset = DatasetView.Of(row) };
    }

    /// <inheritdoc/>
    public override async Task<ListDatasetsResponse> ListDatasets(ListDatasetsRequest request, ServerCallContext context)
    {
        var page = await pages.ReadAsync(s_list, request.PageSize, request.PageToken, context.CancellationToken);
        var rows = await catalogue.ReadAsync(
            rows => rows.Datasets.Where(row => row.Revision < page.Before).OrderByDescending(row => row.Revision).Take(page.Size + 1).ToListAsync(context.CancellationToken),
            context.CancellationToken);

        var response = new ListDatasetsResponse { Datasets = { rows.Take(page.Size).Select(DatasetView.Of) } };
        if (rows.Count > page.Size) response.NextPageToken = await pages.NextAsync(s_list, rows[page.Size - 1].Revision, "", context.CancellationToken);
        return response;
    }

    /// <inheritdoc/>
    public override async Task<InspectDatasetResponse> InspectDataset(InspectDatasetRequest request, ServerCallContext context)
    {
        using var place = turnstiles.Inspections.Enter();
        return await inspection.InspectAsync(request, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<DeleteDatasetResponse> DeleteDataset(DeleteDatasetRequest request, ServerCallContext context) =>
        new() { FreedBytes = await removal.DeleteAsync(request.Name, context.CancellationToken) };
}
