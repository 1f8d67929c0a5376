using System.Buffers;
using System.Security.Cryptography;
using Google.Protobuf;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Recordings;

/// <summary>
/// Gives a sealed file away. Every byte is hashed, those before the offset too, so that the end is told only of a file that is
/// whole.
/// </summary>
internal static class Download
{
    private const int ChunkBytes = 256 << 10;

    /// <summary>Sends the bytes from an offset on, then the end.</summary>
    /// <returns>False if the file on disk is not what was sealed: the end was not sent.</returns>
    public static async Task<bool> SendAsync(SealedRecording recording, long offset, Func<DownloadRecordingResponse, Task> send, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            await using var file = new FileStream(recording.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            long position = 0;
            while (await file.ReadAsync(buffer.AsMemory(0, ChunkBytes), cancellationToken) is var count and > 0)
            {
                hash.AppendData(buffer, 0, count);
                var skip = (int)Math.Clamp(offset - position, 0, count);
                if (skip < count) await send(new DownloadRecordingResponse { Chunk = ByteString.CopyFrom(buffer, skip, count - skip) });
                position += count;
            }

            var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
            if (position != recording.Run.RecordingBytes || sha256 != recording.Run.RecordingSha256) return false;
            await send(new DownloadRecordingResponse { End = new RecordingEnd { Size = position, Sha256 = sha256 } });
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
