using Google.Protobuf;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Launching.Local;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Archive;

/// <summary>Verifies recordings in a process of its own.</summary>
internal sealed class ProcessVerifier(ServiceOptions options, TimeProvider time) : IRecordingInspector
{
    private const int Good = 0;
    private const int Faulty = 1;
    private static readonly JsonParser s_parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <inheritdoc/>
    public async Task<RecordingVerdict> VerifyAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await BoundedProcess.AskAsync(["verify", path], options.InspectMemory, options.VerifyTimeout, time, cancellationToken);
        try
        {
            if (answer.Code is Good or Faulty && s_parser.Parse<RecordingVerdict>(answer.Text) is var verdict && (answer.Code == Faulty) == verdict.Faults.Count > 0) return verdict;
        }
        catch (InvalidProtocolBufferException)
        {
            // Handled as any other answer that is none.
        }

        throw answer.ToException(options.InspectMemory);
    }
}
