using Grpc.Core;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Launching.Local;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Archive;

/// <summary>Reads archives whole and says what is wrong with them.</summary>
internal sealed class Verification(ArchiveBook book, DataFolder data, IRecordingInspector inspector, TimeProvider time, ILogger<Verification> logger)
{
    /// <summary>Verifies one.</summary>
    /// <exception cref="RpcException">As <c>ArchiveService.VerifyArchive</c> says.</exception>
    public async Task<VerifyArchiveResponse> VerifyAsync(string name, CancellationToken cancellationToken)
    {
        var archive = await book.GetAsync(name, cancellationToken);
        var faults = await FaultsAsync(archive.Id, archive.Size, archive.Sha256, cancellationToken);
        if (faults.Count > 0) LogMessages.RecordingDamaged(logger, name, faults[0]);
        var row = await book.VerifiedAsync(archive.Id, time.GetUtcNow(), damaged: faults.Count > 0) ?? throw Faults.NotFound("archive", name);
        return new VerifyArchiveResponse { Archive = ArchiveView.Of(row), Faults = { faults } };
    }

    private async Task<IReadOnlyList<string>> FaultsAsync(string id, long size, string sha256, CancellationToken cancellationToken)
    {
        var file = new FileInfo(data.Archive(id));
        if (!file.Exists) return ["Its file is missing."];
        try
        {
            var verdict = await inspector.VerifyAsync(file.FullName, cancellationToken);
            if (verdict.Faults.Count > 0) return verdict.Faults;
        }
        catch (BoundedProcessException fault) when (fault.Limit)
        {
            throw Faults.Exhausted(fault.Message);
        }

        // Every chunk is whole: is it also the file that was archived?
        await using var stream = file.OpenRead();
        var found = Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(stream, cancellationToken));
        return file.Length == size && found == sha256 ? [] : ["Its bytes do not have the hash that they were archived with."];
    }
}
