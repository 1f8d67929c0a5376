using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using TrainRecorder.Client.Connection;
using TrainRecorder.Client.Output;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Transfers;

/// <summary>Sends a file in chunks with checksums, and goes on where it stopped when the connection breaks.</summary>
/// <typeparam name="TRequest">A part of the upload.</typeparam>
/// <typeparam name="TResponse">Its answer.</typeparam>
/// <typeparam name="T">What the service makes of the file.</typeparam>
/// <param name="terminal">Shows how far it is.</param>
/// <param name="query">Asks how many bytes the service has, or what it made of them already.</param>
/// <param name="open">Begins to send.</param>
/// <param name="header">Makes the first part, for an offset.</param>
/// <param name="part">Makes a part of a chunk.</param>
/// <param name="result">What the answer holds.</param>
internal sealed class ResumableUpload<TRequest, TResponse, T>(
    Terminal terminal,
    Func<Task<(long Offset, T? Done)>> query,
    Func<AsyncClientStreamingCall<TRequest, TResponse>> open,
    Func<long, TRequest> header,
    Func<Chunk, TRequest> part,
    Func<TResponse, T> result)
    where T : class
{
    private const int ChunkBytes = 256 << 10;
    private const int MostBreaks = 5;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    /// <summary>Sends it and waits until the service has accepted it.</summary>
    /// <exception cref="RpcException">It was refused: INVALID_ARGUMENT has the faults.</exception>
    public Task<T> SendAsync(FileStream file, string displayName, CancellationToken cancellationToken) =>
        TransferLine.ShowAsync(terminal, $"uploading {displayName}", file.Length, async sent =>
        {
            for (var breaks = 0; ; breaks++)
            {
                var (offset, done) = await query().ConfigureAwait(false);
                if (done is not null) return done;
                try
                {
                    file.Position = offset;
                    return await SendOnceAsync(file, sent, cancellationToken).ConfigureAwait(false);
                }
                catch (RpcException broken) when (CanGoOn(broken) && breaks < MostBreaks && !cancellationToken.IsCancellationRequested)
                {
                    await Task.Delay(s_pause, terminal.Time, cancellationToken).ConfigureAwait(false);
                }
            }
        });

    /// <summary>Size and SHA-256 of a file; leaves it at its beginning.</summary>
    public static async Task<(long Size, string Sha256)> DescribeAsync(FileStream file, CancellationToken cancellationToken)
    {
        var hash = await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false);
        var size = file.Position;
        file.Position = 0;
        return (size, Convert.ToHexStringLower(hash));
    }

    // A connection that broke, and what the service says of bytes that did not arrive as they were sent.
    private static bool CanGoOn(RpcException broken) => RpcFailures.IsUnreached(broken) || broken.StatusCode is StatusCode.OutOfRange or StatusCode.DataLoss;

    private async Task<T> SendOnceAsync(FileStream file, Action<long> sent, CancellationToken cancellationToken)
    {
        using var call = open();
        var isTaken = await IsTakenAsync(call.RequestStream.WriteAsync(header(file.Position), cancellationToken), cancellationToken).ConfigureAwait(false);
        var buffer = new byte[ChunkBytes];
        var offset = file.Position;
        for (int read; isTaken && (read = await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0; offset += read)
        {
            var chunk = new Chunk { Offset = offset, Data = ByteString.CopyFrom(buffer, 0, read), Crc32C = Crc32C.Of(buffer.AsSpan(0, read)) };
            isTaken = await IsTakenAsync(call.RequestStream.WriteAsync(part(chunk), cancellationToken), cancellationToken).ConfigureAwait(false);
            if (isTaken) sent(read);
        }

        if (isTaken) await IsTakenAsync(call.RequestStream.CompleteAsync(), cancellationToken).ConfigureAwait(false);
        return result(await call.ResponseAsync.ConfigureAwait(false));
    }

    // False: the service ended the call while we were writing, or the connection broke; the answer, which is read next, says why.
    private static async Task<bool> IsTakenAsync(Task writing, CancellationToken cancellationToken)
    {
        try
        {
            await writing.ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (failure is RpcException or InvalidOperationException or IOException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
