using System.Buffers;
using System.Security.Cryptography;
using Google.Protobuf;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Transfers;

/// <summary>
/// Gives a file away. Every byte is hashed, those before the offset too, so that the end is told only of a file that is whole.
/// </summary>
internal static class FileDownload
{
    private const int ChunkBytes = 256 << 10;

    /// <summary>Sends the bytes from an offset on.</summary>
    /// <returns>The end to tell, or null if the file on disk is not what it should be.</returns>
    public static async Task<FileEnd?> SendAsync(string path, long size, string sha256, long offset, Func<Chunk, Task> send, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            long position = 0;
            while (await file.ReadAsync(buffer.AsMemory(0, ChunkBytes), cancellationToken) is var count and > 0)
            {
                hash.AppendData(buffer, 0, count);
                var skip = (int)Math.Clamp(offset - position, 0, count);
                if (skip < count)
                {
                    var bytes = buffer.AsSpan(skip, count - skip);
                    await send(new Chunk { Offset = position + skip, Data = ByteString.CopyFrom(bytes), Crc32C = Crc32C.Of(bytes) });
                }

                position += count;
            }

            return position == size && Convert.ToHexStringLower(hash.GetHashAndReset()) == sha256 ? new FileEnd { Size = size, Sha256 = sha256 } : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
