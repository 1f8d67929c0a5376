using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Configuration;

namespace TrainRecorder.Service.Archive;

/// <summary>Deletes archives that are beyond what is to be kept: the newest so many, those of so many days.</summary>
internal sealed class Retention(RunCatalogue catalogue, ArchiveBook book, ArchiveTurn turn, ServiceOptions options, TimeProvider time)
{
    /// <summary>Deletes them.</summary>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        if (options is { KeepArchives: 0, KeepArchivesFor.Ticks: 0 }) return;
        var tooMany = options.KeepArchives == 0
            ? []
            : await catalogue.ReadAsync(rows => rows.Archives.OrderByDescending(row => row.Revision).Skip(options.KeepArchives).Select(row => row.Id).ToListAsync(cancellationToken), cancellationToken);
        var before = time.GetUtcNow() - options.KeepArchivesFor;
        var tooOld = options.KeepArchivesFor == TimeSpan.Zero
            ? []
            : await catalogue.ReadAsync(rows => rows.Archives.Where(row => row.CreateTime < before).Select(row => row.Id).ToListAsync(cancellationToken), cancellationToken);
        foreach (var id in tooMany.Union(tooOld))
        {
            using var mine = await turn.TakeAsync(cancellationToken);
            await book.DeleteAsync(id, "it is beyond what is to be kept", cancellationToken);
        }
    }
}
