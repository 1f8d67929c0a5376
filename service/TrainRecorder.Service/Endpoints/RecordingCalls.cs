using Grpc.Core;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Recordings;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Endpoints;

/// <summary><c>RecordingService</c>.</summary>
internal sealed class RecordingCalls(
    RunCatalogue catalogue, DataFolder data, Turnstiles turnstiles, ServiceOptions options, Drain drain, TimeProvider time, ILogger<RecordingCalls> logger)
    : RecordingService.RecordingServiceBase
{
    /// <inheritdoc/>
    public override async Task DownloadRecording(DownloadRecordingRequest request, IServerStreamWriter<DownloadRecordingResponse> responseStream, ServerCallContext context)
    {
        var recording = await SealedRecording.FindAsync(catalogue, data, request.Run, logger, context.CancellationToken);
        if (request.Offset < 0 || request.Offset > recording.Run.RecordingBytes)
            throw Faults.Of(StatusCode.OutOfRange, $"The offset must be from 0 to {recording.Run.RecordingBytes}, the size of the recording.");

        using var place = turnstiles.Downloads.Enter();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, drain.Token);
        var writer = new PatientWriter<DownloadRecordingResponse>(responseStream, options.SlowReader, time);
        if (await Download.SendAsync(recording, request.Offset, writer.WriteAsync, end.Token)) return;
        LogMessages.RecordingDamaged(logger, recording.Run.Id, "its bytes do not have the hash that they were sealed with");
        throw Faults.DataLoss($"The recording of {request.Run} is damaged on disk. Throw away what was downloaded.");
    }
}
