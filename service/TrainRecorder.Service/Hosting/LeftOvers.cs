using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Files;

namespace TrainRecorder.Service.Hosting;

/// <summary>What a service that was killed left half done: files of which the catalogue knows nothing, or no longer.</summary>
internal static class LeftOvers
{
    /// <summary>Removes it. Call before anything is taken in.</summary>
    public static async Task RemoveAsync(DataFolder data, RunCatalogue catalogue, ILogger logger)
    {
        var (runs, datasets, archives) = await catalogue.ReadAsync(
            async rows => (
                await rows.Runs.Select(row => row.Id).ToHashSetAsync(),
                await rows.Datasets.Select(row => row.Sha256).ToHashSetAsync(),
                await rows.Archives.Select(row => row.Id + ".parquet").ToHashSetAsync()),
            CancellationToken.None);

        // Parts of uploads that can be gone on with stay.
        foreach (var upload in Directory.EnumerateFiles(data.Incoming)) if (!upload.EndsWith(".part", StringComparison.Ordinal)) Removal.File(upload, logger);
        foreach (var dataset in Directory.EnumerateFiles(data.Datasets)) if (!datasets.Contains(Path.GetFileName(dataset))) Removal.File(dataset, logger);
        foreach (var archive in Directory.EnumerateFiles(data.Archives)) if (!archives.Contains(Path.GetFileName(archive))) Removal.File(archive, logger);
        foreach (var run in Directory.EnumerateDirectories(data.Runs)) if (!runs.Contains(Path.GetFileName(run))) Removal.Folder(run, logger);
    }
}
