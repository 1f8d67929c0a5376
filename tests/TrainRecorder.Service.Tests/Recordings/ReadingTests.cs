using System.Runtime.InteropServices;
using Grpc.Core;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Recordings;

public sealed class ReadingTests
{
    private static async Task<(Dictionary<(string Column, int Epoch), byte[]?> Values, long? Tensors)> ReadAsync(TestService service, ReadTensorsRequest request)
    {
        using var call = service.Recordings.ReadTensors(request);
        var (values, tensors) = (new Dictionary<(string, int), byte[]?>(), (long?)null);
        while (await call.ResponseStream.MoveNext(CancellationToken.None).Soon())
        {
            if (call.ResponseStream.Current.End is { } end) tensors = end.Tensors;
            if (call.ResponseStream.Current.Tensor is not { } part) continue;
            Assert.Equal(Crc32C.Of(part.Data.Span), part.Crc32C);
            var key = (part.Column, part.Epoch);
            values[key] = part.Absent ? null : [.. values.GetValueOrDefault(key) ?? [], .. part.Data.Span];
        }

        return (values, tensors);
    }

    private static Task<RpcException> RefusedAsync(TestService service, ReadTensorsRequest request, StatusCode code) => ReadAsync(service, request).IsRefusedAsync(code);

    private static async Task<List<EpochMetrics>> MetricsAsync(TestService service, QueryMetricsRequest request)
    {
        using var call = service.Recordings.QueryMetrics(request);
        var epochs = new List<EpochMetrics>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None).Soon()) epochs.AddRange(call.ResponseStream.Current.Epochs);
        return epochs;
    }

    [Fact]
    public async Task ReadTensors_OfALiveRun_GivesWhatIsCommittedAndNoMore()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 9);
        using var worker = await service.OpenNextAsync();
        await service.Recordings.GetRecordingAsync(new GetRecordingRequest { Name = run.Name }).IsRefusedAsync(StatusCode.NotFound);
        await worker.CommitAsync(0, 2);
        await worker.CommitAsync(3, 5);
        // On disk, and not committed.
        await worker.SegmentAsync(6, 7);

        var recording = (await service.Recordings.GetRecordingAsync(new GetRecordingRequest { Name = run.Name }).Soon()).Recording;
        Assert.Equal((RecordingState.Live, 0, 5, ""), (recording.State, recording.FirstEpoch, recording.LastEpoch, recording.Sha256));
        Assert.Contains(recording.Manifest.Columns, column => column.Path == "output.weight");

        var (values, tensors) = await ReadAsync(service, new ReadTensorsRequest { Name = run.Name, Columns = { "output.weight", "train.loss", "epoch", "step", "findings" }, FirstEpoch = 1, Stride = 2 });
        Assert.Equal(15, tensors);
        Assert.Equal([1, 3, 5], values.Keys.Select(key => key.Epoch).Distinct());
        Assert.Equal([3f, 3f, 3f, 3f], MemoryMarshal.Cast<byte, float>(values[("output.weight", 3)]).ToArray());
        Assert.Equal(0.25, MemoryMarshal.Read<double>(values[("train.loss", 3)]));
        Assert.Equal(5, MemoryMarshal.Read<int>(values[("epoch", 5)]));
        Assert.Equal(50L, MemoryMarshal.Read<long>(values[("step", 5)]));
        Assert.Null(values[("findings", 5)]);
        await RefusedAsync(service, new ReadTensorsRequest { Name = run.Name, Columns = { "train.loss" }, LastEpoch = 6 }, StatusCode.OutOfRange);
    }

    [Fact]
    public async Task ReadTensors_OfASealedRunAndItsArchive_GivesTheSame()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.FinishAsync(epochs: 4);
        var archive = (await service.Archives.ArchiveRunAsync(new ArchiveRunRequest { Run = run.Name }).Soon()).Archive;

        var (ofRun, _) = await ReadAsync(service, new ReadTensorsRequest { Name = run.Name, Columns = { "output.weight" } });
        var (ofArchive, _) = await ReadAsync(service, new ReadTensorsRequest { Name = archive.Name, Columns = { "output.weight" } });

        Assert.Equal(5, ofRun.Count);
        Assert.All(ofRun, entry => Assert.Equal(entry.Value, ofArchive[entry.Key]));
        Assert.Equal(
            (await MetricsAsync(service, new QueryMetricsRequest { Name = run.Name })).Select(epoch => (epoch.Epoch, epoch.Step, epoch.Train["loss"])),
            (await MetricsAsync(service, new QueryMetricsRequest { Name = archive.Name })).Select(epoch => (epoch.Epoch, epoch.Step, epoch.Train["loss"])));
    }

    [Fact]
    public async Task ReadTensors_WhileTheRunIsSealed_IsReadToTheEnd()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 60);
        using var worker = await service.OpenNextAsync();
        for (var epoch = 0; epoch < 60; epoch++) await worker.CommitAsync(epoch, epoch);
        using var channel = service.OpenPublic(service.Host.Token, window: 1 << 16);
        using var call = new RecordingService.RecordingServiceClient(channel).ReadTensors(new ReadTensorsRequest { Name = run.Name, Columns = { Enumerable.Repeat("output.weight", 100) } });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).Soon());

        await worker.CommitAsync(60, 60);
        await worker.CloseAsync(AttemptOutcome.Succeeded);
        worker.Process.Exit(0);
        await service.UntilSealedAsync(run.Name);

        var epochs = new List<int> { call.ResponseStream.Current.Tensor.Epoch };
        while (await call.ResponseStream.MoveNext(CancellationToken.None).Soon()) if (call.ResponseStream.Current.Tensor is { } tensor) epochs.Add(tensor.Epoch);
        Assert.Equal(Enumerable.Range(0, 60).SelectMany(epoch => Enumerable.Repeat(epoch, 100)), epochs);
    }

    [Fact]
    public async Task ReadTensors_OfADamagedRecording_IsDataLoss()
    {
        await using var service = await TestService.StartAsync();
        service.Errors.Expect(908);
        var run = await service.FinishAsync();
        var path = service.Folder(run.Name).Sealed;
        var bytes = await File.ReadAllBytesAsync(path);
        for (var at = 4; at < bytes.Length / 2; at++) bytes[at] ^= 0x55;
        await File.WriteAllBytesAsync(path, bytes);

        await RefusedAsync(service, new ReadTensorsRequest { Name = run.Name, Columns = { "output.weight" } }, StatusCode.DataLoss);
    }

    [Fact]
    public async Task ReadTensors_OfWhatIsNotThere_IsRefused()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.FinishAsync();

        var fault = await RefusedAsync(service, new ReadTensorsRequest { Name = run.Name, Columns = { "train.loss", "nothing" } }, StatusCode.InvalidArgument);
        Assert.Equal(["columns[1]"], fault.Fields());
        Assert.Equal(["columns", "stride"], (await RefusedAsync(service, new ReadTensorsRequest { Name = run.Name, Stride = -1 }, StatusCode.InvalidArgument)).Fields());
        await RefusedAsync(service, new ReadTensorsRequest { Name = run.Name, Columns = { "train.loss" }, FirstEpoch = 2, LastEpoch = 1 }, StatusCode.InvalidArgument);
        await RefusedAsync(service, new ReadTensorsRequest { Name = "runs/../x", Columns = { "train.loss" } }, StatusCode.NotFound);
        await RefusedAsync(service, new ReadTensorsRequest { Name = "archives/000000000000", Columns = { "train.loss" } }, StatusCode.NotFound);
    }

    [Theory]
    [InlineData(0, "0 1 2 3 4 5 6 7 8 9 10")]
    [InlineData(3, "0 5 10")]
    [InlineData(1, "10")]
    [InlineData(2, "0 10")]
    [InlineData(100, "0 1 2 3 4 5 6 7 8 9 10")]
    public async Task QueryMetrics_WithALimit_SpreadsTheEpochs(int most, string epochs)
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync(epochs: 20);
        using var worker = await service.OpenNextAsync();
        await worker.CommitAsync(0, 3);
        await worker.CommitAsync(4, 4);
        await worker.CommitAsync(5, 10);

        Assert.Equal(epochs, string.Join(' ', (await MetricsAsync(service, new QueryMetricsRequest { Name = run.Name, MaxEpochs = most })).Select(epoch => epoch.Epoch)));
        Assert.Equal([4, 5, 6], (await MetricsAsync(service, new QueryMetricsRequest { Name = run.Name, FirstEpoch = 4, LastEpoch = 6 })).Select(epoch => epoch.Epoch));
    }
}
