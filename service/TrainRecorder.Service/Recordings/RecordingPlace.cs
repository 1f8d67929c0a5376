using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Recording;
using TrainRecorder.Service.Archive;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Runs;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Recordings;

/// <summary>Where the recording is that a caller named: what of it is committed, and in which files.</summary>
/// <param name="Name"><c>runs/ID</c> or <c>archives/ID</c>.</param>
/// <param name="State">LIVE, SEALING or SEALED.</param>
/// <param name="Files">The committed segments in order, or the one sealed file.</param>
/// <param name="Epochs">What is committed.</param>
/// <param name="Bytes">What is committed.</param>
/// <param name="Sha256">Of the sealed file; empty before.</param>
internal sealed record RecordingPlace(string Name, RecordingState State, IReadOnlyList<string> Files, EpochRange Epochs, long Bytes, string Sha256)
{
    /// <summary>Finds it.</summary>
    /// <exception cref="RpcException">NOT_FOUND: there is no such run or archive, or no epoch is committed yet.</exception>
    public static Task<RecordingPlace> FindAsync(RunCatalogue catalogue, DataFolder data, string name, CancellationToken cancellationToken) => catalogue.ReadAsync(
        rows => ArchiveName.TryParse(name, out var archive) ? OfArchiveAsync(rows, data, name, archive, cancellationToken) : OfRunAsync(rows, data, name, cancellationToken),
        cancellationToken);

    /// <summary>Opens it.</summary>
    /// <exception cref="RecordingException">A file is missing or damaged.</exception>
    public Task<RecordingReader> OpenAsync(CancellationToken cancellationToken) =>
        State == RecordingState.Sealed ? RecordingReader.OpenAsync(Files[0], cancellationToken) : RecordingReader.OpenAsync(Files, cancellationToken);

    private static async Task<RecordingPlace> OfArchiveAsync(CatalogueContext rows, DataFolder data, string name, string id, CancellationToken cancellationToken)
    {
        var archive = await rows.Archives.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw Faults.NotFound("archive", name);
        return new RecordingPlace(name, RecordingState.Sealed, [data.Archive(id)], new EpochRange(0, archive.Epochs), archive.Size, archive.Sha256);
    }

    private static async Task<RecordingPlace> OfRunAsync(CatalogueContext rows, DataFolder data, string name, CancellationToken cancellationToken)
    {
        var run = RunName.TryParse(name, out var id) ? await rows.Runs.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) : null;
        if (run is null) throw Faults.NoRun(name);
        if (run.CommittedEpoch is not { } last) throw Faults.Of(StatusCode.NotFound, $"No epoch of {name} is committed yet. Watch the run and try again.");
        var folder = data.Run(run.Id);
        var epochs = new EpochRange(0, last);
        if (run.RecordingState == RecordingState.Sealed) return new RecordingPlace(name, run.RecordingState, [folder.Sealed], epochs, run.RecordingBytes, run.RecordingSha256);

        var segments = await rows.Commits.Where(row => row.RunId == run.Id && row.LastEpoch <= last).OrderBy(row => row.FirstEpoch).Select(row => row.File).ToListAsync(cancellationToken);
        return new RecordingPlace(name, run.RecordingState, segments.ConvertAll(folder.File), epochs, run.RecordingBytes, "");
    }
}
