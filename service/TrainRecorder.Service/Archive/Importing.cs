using Grpc.Core;
using TrainRecorder.Service.Capacity;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Files;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Launching.Local;
using TrainRecorder.Service.Runs;
using TrainRecorder.Service.Transfers;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Archive;

/// <summary>Takes recordings that were made elsewhere: received whole, verified in a process of their own, then made an archive.</summary>
internal sealed class Importing(
    ArchiveBook book, ArchiveTurn turn, IncomingFiles incoming, DataFolder data, IRecordingInspector inspector, Room room, RunIds ids, ServiceOptions options, TimeProvider time,
    ILogger<Importing> logger)
{
    private const int ShownFaults = 20;

    /// <summary>Takes one file.</summary>
    /// <exception cref="RpcException">As <c>ArchiveService.ImportRecording</c> says.</exception>
    public async Task<ArchiveRow> TakeAsync(PatientReader<ImportRecordingRequest> parts, CancellationToken cancellationToken)
    {
        var header = Check((await parts.NextAsync(cancellationToken))?.Header);
        using var promised = await room.PromiseAsync(header.Size - header.Offset, cancellationToken);
        using var file = await incoming.ReceiveAsync(header, () => NextAsync(parts, promised, cancellationToken), cancellationToken);
        var verdict = await VerifyAsync(file.Path, cancellationToken);

        using var mine = await turn.TakeAsync(cancellationToken);
        if (await book.FindByHashAsync(header.Sha256, cancellationToken) is { } known) return known;
        var id = await ids.FreeAsync(cancellationToken);
        DurableFile.Publish(file.Path, data.Archive(id));
        // The file is in its place: it is recorded whether or not the caller still waits for the answer.
        var archive = await book.AddAsync(revision => NewArchive(id, header, verdict, revision));
        LogMessages.Imported(logger, id, archive.Size);
        return archive;
    }

    private TransferHeader Check(FileHeader? header)
    {
        var violations = new Violations();
        if (header is null) violations.Add("header", "must come first");
        violations.ThrowIfAny("The recording cannot be taken.");
        var checkedHeader = new TransferHeader(header!.DisplayName, header.Size, header.Sha256, header.Offset);
        checkedHeader.Check(violations);
        violations.ThrowIfAny("The recording cannot be taken.");
        return header.Size <= options.MaxImportBytes ? checkedHeader : throw Faults.Exhausted($"The file has {header.Size} bytes, the limit is {options.MaxImportBytes}.");
    }

    private static async Task<Chunk?> NextAsync(PatientReader<ImportRecordingRequest> parts, PromisedRoom promised, CancellationToken cancellationToken)
    {
        if (await parts.NextAsync(cancellationToken) is not { } part) return null;
        var violations = new Violations();
        if (part.Chunk is null) violations.Add("chunk", "must follow the header");
        violations.ThrowIfAny("The recording cannot be taken.");
        promised.Written(part.Chunk!.Data.Length);
        return part.Chunk;
    }

    private async Task<RecordingVerdict> VerifyAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var verdict = await inspector.VerifyAsync(path, cancellationToken);
            var violations = new Violations();
            foreach (var fault in verdict.Faults.Take(ShownFaults)) violations.Add("", fault);
            if (verdict.Faults.Count == 0 && verdict.Manifest is null) violations.Add("", "the recording says nothing of itself");
            if (verdict.Faults.Count == 0 && verdict.FirstEpoch != 0) violations.Add("", $"the recording begins at epoch {verdict.FirstEpoch}, not at 0");
            violations.ThrowIfAny("The file is no recording that can be kept.");
            return verdict;
        }
        catch (BoundedProcessException fault) when (fault.Limit)
        {
            throw Faults.Exhausted(fault.Message);
        }
    }

    private ArchiveRow NewArchive(string id, TransferHeader header, RecordingVerdict verdict, long revision)
    {
        var now = time.GetUtcNow();
        return new ArchiveRow
        {
            Id = id,
            DisplayName = verdict.Manifest.Job?.Name is { Length: > 0 } name ? name : header.DisplayName,
            Size = header.Size,
            Sha256 = header.Sha256,
            CreateTime = now,
            VerifyTime = now,
            Epochs = verdict.LastEpoch,
            Imported = true,
            RunState = RunState.Succeeded,
            Revision = revision,
        };
    }
}
