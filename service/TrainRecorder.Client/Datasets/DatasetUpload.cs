using Grpc.Core;
using TrainRecorder.Client.Output;
using TrainRecorder.Client.Transfers;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Datasets;

/// <summary>Sends a file of data to the service.</summary>
internal sealed class DatasetUpload(DatasetService.DatasetServiceClient datasets, Terminal terminal)
{
    /// <summary>Size and SHA-256 of a file; leaves it at its beginning.</summary>
    public static async Task<DatasetHeader> DescribeAsync(FileStream file, string displayName, string format, CancellationToken cancellationToken)
    {
        var (size, sha256) = await ResumableUpload<UploadDatasetRequest, UploadDatasetResponse, Dataset>.DescribeAsync(file, cancellationToken).ConfigureAwait(false);
        return new DatasetHeader { DisplayName = LocalFile.Shorten(displayName), Format = format, Size = size, Sha256 = sha256 };
    }

    /// <summary>Sends it and waits until the service has accepted it.</summary>
    /// <exception cref="RpcException">It was refused: INVALID_ARGUMENT has the faults.</exception>
    public Task<Dataset> SendAsync(FileStream file, DatasetHeader header, CancellationToken cancellationToken) =>
        new ResumableUpload<UploadDatasetRequest, UploadDatasetResponse, Dataset>(
            terminal,
            async () =>
            {
                var known = await datasets.QueryUploadAsync(new() { Sha256 = header.Sha256, Size = header.Size }, cancellationToken: cancellationToken).ConfigureAwait(false);
                return (known.Offset, known.Dataset);
            },
            () => datasets.UploadDataset(cancellationToken: cancellationToken),
            offset => new() { Header = new DatasetHeader(header) { Offset = offset } },
            chunk => new() { Chunk = chunk },
            answer => answer.Dataset).SendAsync(file, header.DisplayName, cancellationToken);
}
