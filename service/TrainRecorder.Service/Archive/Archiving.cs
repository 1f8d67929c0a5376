using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Files;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Recordings;
using TrainRecorder.Service.Runs;

namespace TrainRecorder.Service.Archive;

/// <summary>Puts sealed recordings into the archive: a file of its own, read back whole before it counts.</summary>
internal sealed class Archiving(
    RunCatalogue catalogue, DataFolder data, IRecordingFiles recordings, ServiceOptions options, TimeProvider time, ILogger<Archiving> logger) : IDisposable
{
    // One at a time: the disk is the limit, and so no two ever make the same archive.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Archives the recording of a run; the archive that is there already, if there is one.</summary>
    /// <exception cref="RpcException">As <c>ArchiveService.ArchiveRun</c> says.</exception>
    public async Task<ArchiveRow> ArchiveAsync(string run, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // Looked up before the run: an archive outlives it.
            if (RunName.TryParse(run, out var id)
                && await catalogue.ReadAsync(rows => rows.Archives.FirstOrDefaultAsync(row => row.Id == id, cancellationToken), cancellationToken) is { } known)
            {
                return known;
            }

            var recording = await SealedRecording.FindAsync(catalogue, data, run, logger, cancellationToken);
            if (DiskSpace.Free(data.Archives) - options.ReservedDisk < recording.Run.RecordingBytes) throw Faults.Exhausted("There is not enough room on the disk of the service.");
            await CopyAsync(recording, cancellationToken);
            return await RecordAsync(recording.Run);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task CopyAsync(SealedRecording recording, CancellationToken cancellationToken)
    {
        var path = data.Archive(recording.Run.Id);
        var temporary = path + ".tmp";
        try
        {
            var (_, sha256) = await HashedCopy.CopyAsync(recording.Path, temporary, cancellationToken);
            var faults = sha256 == recording.Run.RecordingSha256
                ? await recordings.VerifyAsync(temporary, cancellationToken)
                : ["its bytes do not have the hash that they were sealed with"];
            if (faults.Count > 0)
            {
                LogMessages.RecordingDamaged(logger, recording.Run.Id, faults[0]);
                throw Faults.DataLoss($"The recording of {RunName.Of(recording.Run.Id)} is damaged: {faults[0]}");
            }

            DurableFile.Publish(temporary, path);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private async Task<ArchiveRow> RecordAsync(RunRow run)
    {
        var archive = await catalogue.ChangeAsync(
            change =>
            {
                var row = new ArchiveRow
                {
                    Id = run.Id,
                    DisplayName = run.DisplayName,
                    Size = run.RecordingBytes,
                    Sha256 = run.RecordingSha256,
                    CreateTime = time.GetUtcNow(),
                    Epochs = run.CommittedEpoch!.Value,
                    Revision = change.NextRevision(),
                };
                change.Rows.Archives.Add(row);
                return Task.FromResult(row);
            },
            CancellationToken.None);
        LogMessages.Archived(logger, run.Id, archive.Size);
        return archive;
    }
}
