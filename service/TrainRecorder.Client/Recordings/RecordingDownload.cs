using System.Security.Cryptography;
using Grpc.Core;
using TrainRecorder.Client.Connection;
using TrainRecorder.Client.Output;
using TrainRecorder.Recording.Internal.Files;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Recordings;

/// <summary>Fetches a sealed recording into a file: to a temporary name beside it, checked, then renamed. What is there of an earlier try is kept.</summary>
internal sealed class RecordingDownload(Server server, Terminal terminal)
{
    private const int BufferBytes = 1 << 16;
    private const int MostBreaks = 5;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    /// <summary>Fetches the recording of a run.</summary>
    /// <param name="run"><c>runs/ID</c>, or <c>archives/ID</c>.</param>
    /// <param name="target">The file; replaced if it is there.</param>
    /// <param name="expectedSize">For the display; 0 if it is not known.</param>
    /// <exception cref="RpcException">The service cannot give it.</exception>
    /// <exception cref="CommandFailedException">What came is not what was sent.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task<FileEnd> FetchAsync(string run, string target, long expectedSize, CancellationToken cancellationToken)
    {
        var partial = PartialPath(run, target);
        FileEnd end;
        var file = new FileStream(partial, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, BufferBytes, FileOptions.Asynchronous);
        await using (file.ConfigureAwait(false))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await HashAsync(file, hash, cancellationToken).ConfigureAwait(false);
            end = await TransferLine.ShowAsync(terminal, $"downloading {Path.GetFileName(target)}", expectedSize, got =>
            {
                if (file.Position > 0) got(file.Position);
                return ReceiveAsync(run, file, hash, got, cancellationToken);
            }).ConfigureAwait(false);

            var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
            if (file.Length != end.Size || sha256 != end.Sha256)
            {
                // Nothing of it can be trusted; the next try starts afresh.
                file.SetLength(0);
                throw new CommandFailedException(
                    ExitCode.Bad,
                    $"what came is not the recording of {run} ({file.Length} bytes instead of {end.Size}, or a wrong SHA-256); it was removed, download it again");
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(partial, target, overwrite: true);
        FolderSync.Sync(Path.GetDirectoryName(partial)!);
        return end;
    }

    /// <summary>The run is in the name, so that the part of one recording is never taken for the beginning of another.</summary>
    private static string PartialPath(string run, string target) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(target))!, $".{Path.GetFileName(target)}.{(run.StartsWith("runs/", StringComparison.Ordinal) ? RunText.Id(run) : run.Replace('/', '-'))}.part");

    /// <summary>Takes in what an earlier try left; leaves the file at its end.</summary>
    private static async Task HashAsync(FileStream file, IncrementalHash hash, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        for (int read; (read = await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;) hash.AppendData(buffer, 0, read);
    }

    private async Task<FileEnd> ReceiveAsync(string run, FileStream file, IncrementalHash hash, Action<long> got, CancellationToken cancellationToken)
    {
        for (var breaks = 0; ;)
        {
            var begin = file.Position;
            try
            {
                Task<FileEnd> Receive() => ReceiveOnceAsync(run, file, hash, got, cancellationToken);
                return await SealWait.CallAsync(server, terminal, run, Receive, cancellationToken).ConfigureAwait(false);
            }
            catch (RpcException behind) when (behind.StatusCode == StatusCode.OutOfRange && file.Position > 0)
            {
                // The part is longer than the recording, so it is none of it.
                file.SetLength(0);
                _ = hash.GetHashAndReset();
            }
            catch (RpcException broken) when (RpcFailures.IsUnreached(broken))
            {
                cancellationToken.ThrowIfCancellationRequested();
                breaks = file.Position > begin ? 1 : breaks + 1;
                if (breaks > MostBreaks) throw;
                await Task.Delay(s_pause, terminal.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<FileEnd> ReceiveOnceAsync(string run, FileStream file, IncrementalHash hash, Action<long> got, CancellationToken cancellationToken)
    {
        using var call = server.Recordings.DownloadRecording(new() { Name = run, Offset = file.Position }, cancellationToken: cancellationToken);
        await foreach (var part in call.ResponseStream.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (part.PartCase == DownloadRecordingResponse.PartOneofCase.End) return part.End;
            var chunk = part.Chunk;
            if (chunk.Offset != file.Position || Crc32C.Of(chunk.Data.Span) != chunk.Crc32C)
                throw new RpcException(new Status(StatusCode.Unavailable, "a part of the download did not arrive as it was sent"));
            await file.WriteAsync(chunk.Data.Memory, cancellationToken).ConfigureAwait(false);
            hash.AppendData(chunk.Data.Span);
            got(chunk.Data.Length);
        }

        throw new RpcException(new Status(StatusCode.DataLoss, "the service ended the download without its size and hash"));
    }
}
