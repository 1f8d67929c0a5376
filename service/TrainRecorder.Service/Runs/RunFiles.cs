using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;

namespace TrainRecorder.Service.Runs;

/// <summary>Which files of a run's folder are part of the run: the committed segments, and the last two states.</summary>
internal static class RunFiles
{
    /// <summary>States that are kept: the last one, and the one before in case that the last cannot be read.</summary>
    public const int KeptStates = 2;

    /// <summary>The committed segments and the kept states.</summary>
    public static async Task<IReadOnlySet<string>> CommittedAsync(CatalogueContext rows, string runId, CancellationToken cancellationToken)
    {
        var files = await rows.Commits.Where(row => row.RunId == runId).Select(row => row.File).ToListAsync(cancellationToken);
        var states = await StatesAsync(rows, runId, skip: 0, cancellationToken);
        return files.Concat(states.Take(KeptStates)).ToHashSet();
    }

    /// <summary>
    /// The states that a commit made superfluous, newest first; at most a few, since each commit removes those before it.
    /// </summary>
    public static Task<List<string>> SupersededStatesAsync(CatalogueContext rows, string runId, CancellationToken cancellationToken) =>
        StatesAsync(rows, runId, KeptStates, cancellationToken);

    private static Task<List<string>> StatesAsync(CatalogueContext rows, string runId, int skip, CancellationToken cancellationToken) =>
        rows.Commits.Where(row => row.RunId == runId).OrderByDescending(row => row.FirstEpoch).Select(row => row.StateFile)
            .Skip(skip).Take(KeptStates + 2).ToListAsync(cancellationToken);
}
