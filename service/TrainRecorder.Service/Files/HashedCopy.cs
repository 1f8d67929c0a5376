using System.Buffers;
using System.Security.Cryptography;

namespace TrainRecorder.Service.Files;

/// <summary>Copies a file to the disk and hashes what it reads on the way.</summary>
internal static class HashedCopy
{
    private const int BufferBytes = 1 << 20;

    /// <summary>Copies, and flushes the copy to the disk.</summary>
    /// <returns>Size and SHA-256, in lower-case hexadecimal, of what was copied.</returns>
    public static async Task<(long Size, string Sha256)> CopyAsync(string source, string destination, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var from = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            await using var to = new FileStream(destination, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
            long size = 0;
            while (await from.ReadAsync(buffer.AsMemory(0, BufferBytes), cancellationToken) is var count and > 0)
            {
                hash.AppendData(buffer, 0, count);
                await to.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                size += count;
            }

            to.Flush(flushToDisk: true);
            return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
