using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Runs;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Recordings;

/// <summary>A sealed recording that a caller named.</summary>
/// <param name="Run">Its run.</param>
/// <param name="Path">Its file, which is there and of the right size.</param>
internal sealed record SealedRecording(RunRow Run, string Path)
{
    /// <summary>Finds it.</summary>
    /// <exception cref="RpcException">NOT_FOUND, FAILED_PRECONDITION (not sealed yet) or DATA_LOSS (the file is missing or of another size).</exception>
    public static async Task<SealedRecording> FindAsync(RunCatalogue catalogue, DataFolder data, string name, ILogger logger, CancellationToken cancellationToken)
    {
        var run = RunName.TryParse(name, out var id)
            ? await catalogue.ReadAsync(rows => rows.Runs.FirstOrDefaultAsync(row => row.Id == id, cancellationToken), cancellationToken)
            : null;
        if (run is null) throw Faults.NoRun(name);
        if (run.RecordingState != RecordingState.Sealed) throw Faults.NotSealed(name, Describe(run));

        var file = new FileInfo(data.Run(run.Id).Sealed);
        if (file.Exists && file.Length == run.RecordingBytes) return new SealedRecording(run, file.FullName);
        var fault = file.Exists ? $"its file has {file.Length} bytes instead of {run.RecordingBytes}" : "its file is missing";
        LogMessages.RecordingDamaged(logger, run.Id, fault);
        throw Faults.DataLoss($"The recording of {name} is damaged: {fault}.");
    }

    private static string Describe(RunRow run) => (run.CommittedEpoch, RunLifecycle.IsTerminal(run.State)) switch
    {
        (null, true) => $"the run is {run.State} and no epoch of it was recorded",
        (_, false) => $"the run is {run.State}",
        _ => run.SealFault.Length > 0 ? run.SealFault : "it is being sealed",
    };
}
