using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using TrainRecorder.Client.Output;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Datasets;

/// <summary>Sends a file to the service.</summary>
internal sealed class DatasetUpload(DatasetService.DatasetServiceClient datasets, Terminal terminal)
{
    private const int ChunkBytes = 256 << 10;
    private const int LongestDisplayName = 255;

    /// <summary>Size and SHA-256 of a file; leaves it at its beginning.</summary>
    public static async Task<DatasetHeader> DescribeAsync(FileStream file, string displayName, string format, CancellationToken cancellationToken)
    {
        var hash = await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false);
        var header = new DatasetHeader
        {
            DisplayName = displayName.Length > LongestDisplayName ? displayName[..LongestDisplayName] : displayName,
            Format = format,
            Size = file.Position,
            Sha256 = Convert.ToHexStringLower(hash),
        };
        file.Position = 0;
        return header;
    }

    /// <summary>Sends it and waits until the service has accepted it.</summary>
    /// <exception cref="RpcException">It was refused: INVALID_ARGUMENT has the faults.</exception>
    public Task<Dataset> SendAsync(FileStream file, DatasetHeader header, CancellationToken cancellationToken) =>
        TransferLine.ShowAsync(terminal, $"uploading {header.DisplayName}", header.Size, async sent =>
        {
            using var call = datasets.UploadDataset(cancellationToken: cancellationToken);
            try
            {
                await call.RequestStream.WriteAsync(new() { Header = header }, cancellationToken).ConfigureAwait(false);
                var buffer = new byte[ChunkBytes];
                for (int read; (read = await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0; sent(read))
                    await call.RequestStream.WriteAsync(new() { Chunk = ByteString.CopyFrom(buffer.AsSpan(0, read)) }, cancellationToken).ConfigureAwait(false);
                await call.RequestStream.CompleteAsync().ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is RpcException or InvalidOperationException && !cancellationToken.IsCancellationRequested)
            {
                // The service ended the call while we were writing; its answer, read below, says why.
            }

            return (await call.ResponseAsync.ConfigureAwait(false)).Dataset;
        });
}
