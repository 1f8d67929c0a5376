using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;

namespace TrainRecorder.Service.Datasets;

/// <summary>The datasets that a job names, as the catalogue has them.</summary>
internal static class JobFiles
{
    /// <summary>Finds datasets by name; those that do not exist are left out.</summary>
    public static async Task<IReadOnlyList<DatasetRow>> FindAsync(RunCatalogue catalogue, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var hashes = names.Select(name => DatasetName.TryParse(name, out var sha256) ? sha256 : null).OfType<string>().Distinct().ToList();
        if (hashes.Count == 0) return [];
        return await catalogue.ReadAsync(rows => rows.Datasets.Where(row => hashes.Contains(row.Sha256)).ToListAsync(cancellationToken), cancellationToken);
    }
}
