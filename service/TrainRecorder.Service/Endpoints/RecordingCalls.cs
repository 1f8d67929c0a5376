using Grpc.Core;
using TrainRecorder.Service.Archive;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Recordings;
using TrainRecorder.Service.Recordings.Reading;
using TrainRecorder.Service.Transfers;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Endpoints;

/// <summary><c>RecordingService</c>.</summary>
internal sealed class RecordingCalls(
    RunCatalogue catalogue, DataFolder data, TensorStream tensors, MetricsStream metrics, Turnstiles turnstiles, ServiceOptions options, Drain drain, TimeProvider time,
    ILogger<RecordingCalls> logger) : RecordingService.RecordingServiceBase
{
    /// <inheritdoc/>
    public override async Task<GetRecordingResponse> GetRecording(GetRecordingRequest request, ServerCallContext context)
    {
        using var place = turnstiles.Readers.Enter();
        using var recording = await OpenRecording.OpenAsync(catalogue, data, request.Name, context.CancellationToken);
        return new GetRecordingResponse
        {
            Recording = new V1.Recording
            {
                Name = request.Name,
                State = recording.Place.State,
                Manifest = recording.Reader.Manifest,
                FirstEpoch = recording.Reader.Epochs[0],
                LastEpoch = recording.Place.Epochs.Last,
                Bytes = recording.Place.Bytes,
                Sha256 = recording.Place.Sha256,
            },
        };
    }

    /// <inheritdoc/>
    public override async Task ReadTensors(ReadTensorsRequest request, IServerStreamWriter<ReadTensorsResponse> responseStream, ServerCallContext context)
    {
        using var place = turnstiles.Readers.Enter();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, drain.Token);
        await tensors.SendAsync(request, new PatientWriter<ReadTensorsResponse>(responseStream, options.SlowReader, time).WriteAsync, end.Token);
    }

    /// <inheritdoc/>
    public override async Task QueryMetrics(QueryMetricsRequest request, IServerStreamWriter<QueryMetricsResponse> responseStream, ServerCallContext context)
    {
        using var place = turnstiles.Readers.Enter();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, drain.Token);
        await metrics.SendAsync(request, new PatientWriter<QueryMetricsResponse>(responseStream, options.SlowReader, time).WriteAsync, end.Token);
    }

    /// <inheritdoc/>
    public override async Task DownloadRecording(DownloadRecordingRequest request, IServerStreamWriter<DownloadRecordingResponse> responseStream, ServerCallContext context)
    {
        var file = await SealedFileAsync(request.Name, context.CancellationToken);
        if (request.Offset < 0 || request.Offset > file.Bytes)
            throw Faults.Of(StatusCode.OutOfRange, $"The offset must be from 0 to {file.Bytes}, the size of the recording.");

        using var place = turnstiles.Downloads.Enter();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, drain.Token);
        var writer = new PatientWriter<DownloadRecordingResponse>(responseStream, options.SlowReader, time);
        var whole = await FileDownload.SendAsync(
            file.Files[0], file.Bytes, file.Sha256, request.Offset, chunk => writer.WriteAsync(new DownloadRecordingResponse { Chunk = chunk }), end.Token);
        if (whole is null)
        {
            LogMessages.RecordingDamaged(logger, request.Name, "its bytes do not have the hash that they were sealed with");
            throw Faults.DataLoss($"The recording of {request.Name} is damaged on disk. Throw away what was downloaded.");
        }

        await writer.WriteAsync(new DownloadRecordingResponse { End = whole });
    }

    private async Task<RecordingPlace> SealedFileAsync(string name, CancellationToken cancellationToken)
    {
        if (!ArchiveName.TryParse(name, out _)) await SealedRecording.FindAsync(catalogue, data, name, logger, cancellationToken);
        var place = await RecordingPlace.FindAsync(catalogue, data, name, cancellationToken);
        return File.Exists(place.Files[0]) ? place : throw Faults.DataLoss($"The recording of {name} is damaged: its file is missing.");
    }
}
