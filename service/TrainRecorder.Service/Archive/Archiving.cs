using Grpc.Core;
using TrainRecorder.Service.Capacity;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Files;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Recordings;
using TrainRecorder.Service.Runs;

namespace TrainRecorder.Service.Archive;

/// <summary>Puts sealed recordings into the archive: a file of its own, read back whole before it counts.</summary>
internal sealed class Archiving(
    RunCatalogue catalogue, ArchiveBook book, ArchiveTurn turn, DataFolder data, IRecordingFiles recordings, Room room, TimeProvider time, ILogger<Archiving> logger)
{
    /// <summary>Archives the recording of a run; the archive that is there already, if there is one.</summary>
    /// <exception cref="RpcException">As <c>ArchiveService.ArchiveRun</c> says.</exception>
    public async Task<ArchiveRow> ArchiveAsync(string run, CancellationToken cancellationToken)
    {
        using var mine = await turn.TakeAsync(cancellationToken);
        // Looked up before the run: an archive outlives it.
        if (RunName.TryParse(run, out var id) && await book.FindAsync(id, cancellationToken) is { } known) return known;

        var recording = await SealedRecording.FindAsync(catalogue, data, run, logger, cancellationToken);
        using var promised = await room.PromiseAsync(recording.Run.RecordingBytes, cancellationToken);
        await CopyAsync(recording, cancellationToken);
        return await RecordAsync(recording.Run);
    }

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
        var now = time.GetUtcNow();
        var archive = await book.AddAsync(revision => new ArchiveRow
        {
            Id = run.Id,
            DisplayName = run.DisplayName,
            Size = run.RecordingBytes,
            Sha256 = run.RecordingSha256,
            CreateTime = now,
            VerifyTime = now,
            Epochs = run.CommittedEpoch!.Value,
            RunState = run.State,
            Revision = revision,
        });
        LogMessages.Archived(logger, run.Id, archive.Size);
        return archive;
    }
}
