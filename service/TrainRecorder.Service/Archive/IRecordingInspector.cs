using TrainRecorder.V1;

namespace TrainRecorder.Service.Archive;

/// <summary>Reads a recording that a caller supplied, without letting it near the service.</summary>
internal interface IRecordingInspector
{
    /// <summary>Verifies a file.</summary>
    /// <exception cref="Launching.Local.BoundedProcessException">The verification itself did not come to an end.</exception>
    Task<RecordingVerdict> VerifyAsync(string path, CancellationToken cancellationToken);
}
