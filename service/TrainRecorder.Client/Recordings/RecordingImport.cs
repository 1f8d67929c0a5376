using Grpc.Core;
using TrainRecorder.Client.Output;
using TrainRecorder.Client.Transfers;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Recordings;

/// <summary>Sends a recording that was made elsewhere to the service's archive.</summary>
internal sealed class RecordingImport(ArchiveService.ArchiveServiceClient archives, Terminal terminal)
{
    /// <summary>Sends it and waits until the service has verified and kept it.</summary>
    /// <exception cref="RpcException">It was refused: INVALID_ARGUMENT has the faults.</exception>
    public async Task<Archive> SendAsync(FileStream file, string displayName, CancellationToken cancellationToken)
    {
        var (size, sha256) = await ResumableUpload<ImportRecordingRequest, ImportRecordingResponse, Archive>.DescribeAsync(file, cancellationToken).ConfigureAwait(false);
        return await new ResumableUpload<ImportRecordingRequest, ImportRecordingResponse, Archive>(
            terminal,
            async () =>
            {
                var known = await archives.QueryImportAsync(new() { Sha256 = sha256, Size = size }, cancellationToken: cancellationToken).ConfigureAwait(false);
                return (known.Offset, known.Archive);
            },
            () => archives.ImportRecording(cancellationToken: cancellationToken),
            offset => new() { Header = new FileHeader { DisplayName = LocalFile.Shorten(displayName), Size = size, Sha256 = sha256, Offset = offset } },
            chunk => new() { Chunk = chunk },
            answer => answer.Archive).SendAsync(file, displayName, cancellationToken).ConfigureAwait(false);
    }
}
