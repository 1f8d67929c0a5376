using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Recording;
using TrainRecorder.Service.Capacity;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Files;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Recordings.Reading;
using TrainRecorder.Service.Runs;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Archive;

/// <summary>Makes terminal runs of archives.</summary>
internal sealed class Restoring(
    RunCatalogue catalogue, ArchiveBook book, ArchiveTurn turn, DataFolder data, Room room, TimeProvider time, ILogger<Restoring> logger)
{
    private const string Reason = "Restored from the archive.";

    /// <summary>Restores one archive.</summary>
    /// <exception cref="RpcException">As <c>ArchiveService.RestoreArchive</c> says.</exception>
    public async Task<RunRow> RestoreAsync(string name, CancellationToken cancellationToken)
    {
        using var mine = await turn.TakeAsync(cancellationToken);
        var archive = await book.GetAsync(name, cancellationToken);
        var known = await catalogue.ReadAsync(rows => rows.Runs.FirstOrDefaultAsync(row => row.Id == archive.Id, cancellationToken), cancellationToken);
        if (known is not null && await IsWholeAsync(known, cancellationToken)) return known;
        using var promised = known is null ? await room.PromiseAsync(archive.Size, cancellationToken) : null;

        var temporary = data.Archive(archive.Id) + ".restored.tmp";
        try
        {
            var (manifest, metrics) = await CopyAsync(archive, temporary, cancellationToken);
            var run = await RecordAsync(archive, manifest, metrics, temporary);
            LogMessages.Restored(logger, archive.Id, archive.Size);
            return run;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private async Task<bool> IsWholeAsync(RunRow run, CancellationToken cancellationToken)
    {
        if (!RunLifecycle.IsTerminal(run.State)) throw Faults.Of(StatusCode.FailedPrecondition, $"{RunName.Of(run.Id)} is {run.State}: it makes its recording itself.");
        if (run.RecordingState != RecordingState.Sealed) throw Faults.Busy($"The recording of {RunName.Of(run.Id)} is just being sealed. Try again in a moment.");
        var file = new FileInfo(data.Run(run.Id).Sealed);
        if (!file.Exists || file.Length != run.RecordingBytes) return false;
        await using var stream = file.OpenRead();
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) == run.RecordingSha256;
    }

    // What is copied has the bytes that were verified in a process of their own when they came: they can be read here.
    private async Task<(Manifest Manifest, EpochMetrics Metrics)> CopyAsync(ArchiveRow archive, string temporary, CancellationToken cancellationToken)
    {
        if (!File.Exists(data.Archive(archive.Id))) throw await DamagedAsync(archive, "its file is missing");
        var (_, sha256) = await HashedCopy.CopyAsync(data.Archive(archive.Id), temporary, cancellationToken);
        if (sha256 != archive.Sha256) throw await DamagedAsync(archive, "its bytes do not have the hash that they were archived with");
        using var reader = await RecordingReader.OpenAsync(temporary, cancellationToken);
        return (reader.Manifest, await RecordedMetrics.ReadAsync(reader, archive.Epochs, cancellationToken));
    }

    private async Task<RpcException> DamagedAsync(ArchiveRow archive, string fault)
    {
        LogMessages.RecordingDamaged(logger, ArchiveName.Of(archive.Id), fault);
        await book.VerifiedAsync(archive.Id, time.GetUtcNow(), damaged: true);
        return Faults.DataLoss($"{ArchiveName.Of(archive.Id)} is damaged: {fault}.");
    }

    // File and row come together: the run may just be deleted by somebody else.
    private Task<RunRow> RecordAsync(ArchiveRow archive, Manifest manifest, EpochMetrics metrics, string temporary) => catalogue.ChangeAsync(
        async change =>
        {
            var folder = data.Run(archive.Id);
            folder.Make();
            DurableFile.Publish(temporary, folder.Sealed);
            var run = await change.Rows.Runs.FirstOrDefaultAsync(row => row.Id == archive.Id);
            if (run is null)
            {
                run = NewRun(archive, manifest, metrics);
                change.Rows.Runs.Add(run);
            }

            (run.RecordingState, run.RecordingBytes, run.RecordingSha256, run.SealFault) = (RecordingState.Sealed, archive.Size, archive.Sha256, "");
            change.RunChanged(run);
            return run;
        },
        CancellationToken.None);

    private RunRow NewRun(ArchiveRow archive, Manifest manifest, EpochMetrics metrics)
    {
        var now = time.GetUtcNow();
        var job = manifest.Job ?? new Job { Name = archive.DisplayName };
        return new RunRow
        {
            Id = archive.Id,
            DisplayName = archive.DisplayName,
            Job = job.ToByteArray(),
            State = archive.RunState,
            StateReason = Reason,
            CreateTime = manifest.CreateTime?.ToDateTimeOffset() ?? now,
            EndTime = now,
            Parameters = Parameters(manifest),
            EstimatedBytes = archive.Size,
            Epochs = job.Training is { HasEpochs: true } training ? training.Epochs : archive.Epochs,
            CommittedEpoch = archive.Epochs,
            Metrics = metrics.ToByteArray(),
            Tidied = true,
        };
    }

    private static long Parameters(Manifest manifest) => manifest.Columns
        .Where(column => column.Path.EndsWith(".weight", StringComparison.Ordinal) || column.Path.EndsWith(".bias", StringComparison.Ordinal))
        .Sum(column => column.Shape.Aggregate(1L, (product, axis) => product * axis));
}
