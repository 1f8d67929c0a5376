using Grpc.Core;
using TrainRecorder.Service.Datasets;
using TrainRecorder.Service.Hosting;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Endpoints;

/// <summary><c>DatasetService</c>.</summary>
internal sealed class DatasetCalls(Upload upload, Turnstiles turnstiles, Drain drain) : DatasetService.DatasetServiceBase
{
    /// <inheritdoc/>
    public override async Task<UploadDatasetResponse> UploadDataset(IAsyncStreamReader<UploadDatasetRequest> requestStream, ServerCallContext context)
    {
        using var place = turnstiles.Uploads.Enter();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, drain.Token);
        return new UploadDatasetResponse { Dataset = DatasetView.Of(await upload.TakeAsync(requestStream, end.Token)) };
    }

    /// <inheritdoc/>
    public override async Task<GetDatasetResponse> GetDataset(GetDatasetRequest request, ServerCallContext context)
    {
        var row = DatasetName.TryParse(request.Name, out var sha256) ? await upload.FindAsync(sha256, context.CancellationToken) : null;
        return row is null ? throw Faults.NotFound("dataset", request.Name) : new GetDatasetResponse { Dataset = DatasetView.Of(row) };
    }
}
