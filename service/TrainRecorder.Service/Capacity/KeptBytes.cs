using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Runs;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Capacity;

/// <summary>What everything kept takes, by the catalogue.</summary>
/// <param name="Recordings">Bytes of the recordings of runs.</param>
/// <param name="Datasets">Bytes of datasets.</param>
/// <param name="Archives">Bytes of archives.</param>
/// <param name="Expected">Bytes that runs that are not over may still need, by their estimates.</param>
/// <param name="Seal">Bytes of the largest recording that is still to be sealed: for a while it is there twice.</param>
internal readonly record struct KeptBytes(long Recordings, long Datasets, long Archives, long Expected, long Seal)
{
    /// <summary>What is there already.</summary>
    public long Now => Recordings + Datasets + Archives;

    /// <summary>Adds it up.</summary>
    public static async Task<KeptBytes> ReadAsync(CatalogueContext rows, CancellationToken cancellationToken)
    {
        var live = rows.Runs.Where(run => RunLifecycle.Live.Contains(run.State));
        var open = rows.Runs.Where(run => run.RecordingState == RecordingState.Live || run.RecordingState == RecordingState.Sealing);
        return new KeptBytes(
            await rows.Runs.SumAsync(run => run.RecordingBytes, cancellationToken),
            await rows.Datasets.SumAsync(dataset => dataset.Size, cancellationToken),
            await rows.Archives.SumAsync(archive => archive.Size, cancellationToken),
            await live.SumAsync(run => run.EstimatedBytes > run.RecordingBytes ? run.EstimatedBytes - run.RecordingBytes : 0, cancellationToken),
            Math.Max(
                await live.MaxAsync(run => (long?)run.EstimatedBytes, cancellationToken) ?? 0,
                await open.MaxAsync(run => (long?)run.RecordingBytes, cancellationToken) ?? 0));
    }
}
