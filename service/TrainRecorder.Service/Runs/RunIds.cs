using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;

namespace TrainRecorder.Service.Runs;

/// <summary>Makes IDs that neither a run has nor an archive, which may be restored under its own.</summary>
internal sealed class RunIds(RunCatalogue catalogue, TimeProvider time)
{
    /// <summary>A free one.</summary>
    public Task<string> FreeAsync(CancellationToken cancellationToken) => catalogue.ReadAsync(rows => FreeAsync(rows, time.GetUtcNow(), cancellationToken), cancellationToken);

    /// <summary>A free one, within a change.</summary>
    public static async Task<string> FreeAsync(CatalogueContext rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        while (true)
        {
            var id = RunName.NewId(now);
            if (!await rows.Runs.AnyAsync(row => row.Id == id, cancellationToken) && !await rows.Archives.AnyAsync(row => row.Id == id, cancellationToken)) return id;
        }
    }
}
