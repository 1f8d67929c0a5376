using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Files;
using TrainRecorder.Service.Hosting;

namespace TrainRecorder.Service.Archive;

/// <summary>The archives in the catalogue. Files are made before their rows, and removed after them.</summary>
internal sealed class ArchiveBook(RunCatalogue catalogue, DataFolder data, ILogger<ArchiveBook> logger)
{
    /// <summary>An archive, or null.</summary>
    public Task<ArchiveRow?> FindAsync(string id, CancellationToken cancellationToken) =>
        catalogue.ReadAsync(rows => rows.Archives.FirstOrDefaultAsync(row => row.Id == id, cancellationToken), cancellationToken);

    /// <summary>The archive of a file's bytes, or null.</summary>
    public Task<ArchiveRow?> FindByHashAsync(string sha256, CancellationToken cancellationToken) => catalogue.ReadAsync(
        rows => rows.Archives.Where(row => row.Sha256 == sha256).OrderBy(row => row.Revision).FirstOrDefaultAsync(cancellationToken), cancellationToken);

    /// <summary>The archive that a caller named.</summary>
    /// <exception cref="RpcException">NOT_FOUND.</exception>
    public async Task<ArchiveRow> GetAsync(string name, CancellationToken cancellationToken) =>
        (ArchiveName.TryParse(name, out var id) ? await FindAsync(id, cancellationToken) : null) ?? throw Faults.NotFound("archive", name);

    /// <summary>Records an archive whose file is in its place.</summary>
    /// <param name="make">Makes its row for a revision.</param>
    public Task<ArchiveRow> AddAsync(Func<long, ArchiveRow> make) => catalogue.ChangeAsync(
        change =>
        {
            var row = make(change.NextRevision());
            change.Rows.Archives.Add(row);
            return Task.FromResult(row);
        },
        CancellationToken.None);

    /// <summary>Remembers what a verification found.</summary>
    /// <returns>The archive; null if it was deleted meanwhile.</returns>
    public Task<ArchiveRow?> VerifiedAsync(string id, DateTimeOffset now, bool damaged) => catalogue.ChangeAsync(
        async change =>
        {
            if (await change.Rows.Archives.FirstOrDefaultAsync(row => row.Id == id) is not { } row) return null;
            (row.VerifyTime, row.Damaged) = (now, damaged);
            return row;
        },
        CancellationToken.None);

    /// <summary>Removes an archive.</summary>
    /// <returns>Bytes of its file; null if there is no such archive.</returns>
    public async Task<long?> DeleteAsync(string id, string why, CancellationToken cancellationToken)
    {
        var removed = await catalogue.ChangeAsync(
            async change =>
            {
                if (await change.Rows.Archives.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } row) return null;
                change.NextRevision();
                change.Rows.Archives.Remove(row);
                return row;
            },
            cancellationToken);
        if (removed is null) return null;
        var freed = Removal.File(data.Archive(id), logger);
        LogMessages.ArchiveDeleted(logger, id, freed, why);
        return freed;
    }
}
