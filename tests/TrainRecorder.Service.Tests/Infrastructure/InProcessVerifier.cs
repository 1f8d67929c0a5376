using TrainRecorder.Recording;
using TrainRecorder.Service.Archive;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Infrastructure;

/// <summary>Verifies recordings as the worker's program does, without a process for each: for thousands of them.</summary>
internal sealed class InProcessVerifier : IRecordingInspector
{
    public async Task<RecordingVerdict> VerifyAsync(string path, CancellationToken cancellationToken)
    {
        var faults = await Verifier.VerifyAsync(path, cancellationToken);
        if (faults.Count > 0) return new RecordingVerdict { Faults = { faults } };
        using var reader = await RecordingReader.OpenAsync(path, cancellationToken);
        return new RecordingVerdict { Manifest = reader.Manifest, FirstEpoch = reader.Epochs[0], LastEpoch = reader.Epochs[^1] };
    }
}
