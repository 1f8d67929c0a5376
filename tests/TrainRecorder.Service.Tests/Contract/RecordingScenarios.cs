using Grpc.Core;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;
using static TrainRecorder.Service.Tests.Contract.Scenario;

namespace TrainRecorder.Service.Tests.Contract;

/// <summary>How each error that <c>RecordingService</c> names comes about.</summary>
internal static class RecordingScenarios
{
    private const string Loss = "train.loss";

    public static Dictionary<(string Call, StatusCode Code), Scenario> All => new()
    {
        [("GetRecording", StatusCode.NotFound)] = Of(service => GetAsync(service, NoRun)),
        [("GetRecording", StatusCode.DataLoss)] = Damaged((service, run) => GetAsync(service, run.Name)),
        [("GetRecording", StatusCode.ResourceExhausted)] = WithoutAPlace((service, run) => GetAsync(service, run.Name)),

        [("ReadTensors", StatusCode.NotFound)] = Of(service => ReadAsync(service, new() { Name = NoRun, Columns = { Loss } })),
        [("ReadTensors", StatusCode.InvalidArgument)] = OfFinished((service, run) => ReadAsync(service, new() { Name = run.Name, Columns = { "nothing" } })),
        [("ReadTensors", StatusCode.OutOfRange)] = OfFinished((service, run) => ReadAsync(service, new() { Name = run.Name, Columns = { Loss }, LastEpoch = 99 })),
        [("ReadTensors", StatusCode.DataLoss)] = Damaged((service, run) => ReadAsync(service, new() { Name = run.Name, Columns = { Loss } })),
        [("ReadTensors", StatusCode.ResourceExhausted)] = WithoutAPlace((service, run) => ReadAsync(service, new() { Name = run.Name, Columns = { Loss } })),

        [("QueryMetrics", StatusCode.NotFound)] = Of(service => QueryAsync(service, new() { Name = NoRun })),
        [("QueryMetrics", StatusCode.InvalidArgument)] = OfFinished((service, run) => QueryAsync(service, new() { Name = run.Name, MaxEpochs = -1 })),
        [("QueryMetrics", StatusCode.OutOfRange)] = OfFinished((service, run) => QueryAsync(service, new() { Name = run.Name, LastEpoch = 99 })),
        // The numbers of a run stand in the catalogue; those of an archive in its file.
        [("QueryMetrics", StatusCode.DataLoss)] = new(
            async service =>
            {
                var run = await service.FinishAsync();
                var archive = (await service.Archives.ArchiveRunAsync(new ArchiveRunRequest { Run = run.Name }).Soon()).Archive;
                await DamageAsync(service.Host.Data.Archive(archive.Name["archives/".Length..]));
                return () => QueryAsync(service, new() { Name = archive.Name });
            },
            ExpectDamage),
        [("QueryMetrics", StatusCode.ResourceExhausted)] = WithoutAPlace((service, run) => QueryAsync(service, new() { Name = run.Name })),

        [("DownloadRecording", StatusCode.NotFound)] = Of(service => DownloadAsync(service, NoRun)),
        [("DownloadRecording", StatusCode.FailedPrecondition)] = new(async service =>
        {
            var run = await service.SubmitAsync();
            return () => DownloadAsync(service, run.Name);
        }),
        [("DownloadRecording", StatusCode.OutOfRange)] = OfFinished((service, run) => DownloadAsync(service, run.Name, run.Recording.Bytes + 1)),
        [("DownloadRecording", StatusCode.DataLoss)] = Damaged((service, run) => DownloadAsync(service, run.Name)),
        [("DownloadRecording", StatusCode.ResourceExhausted)] = new(
            async service =>
            {
                var run = await service.FinishAsync();
                service.Part<Turnstiles>().Downloads.Enter();
                return () => DownloadAsync(service, run.Name);
            },
            setUp => setUp.Options.MaxDownloads = 1),
    };

    /// <summary>Damages a file from its middle on.</summary>
    public static async Task DamageAsync(string path)
    {
        var bytes = await File.ReadAllBytesAsync(path);
        for (var at = bytes.Length / 4; at < bytes.Length; at++) bytes[at] ^= 0x55;
        await File.WriteAllBytesAsync(path, bytes);
    }

    /// <summary>What is logged of damage is part of the test.</summary>
    public static void ExpectDamage(TestSetUp setUp)
    {
        setUp.Errors.Expect(303);
        setUp.Errors.Expect(908);
    }

    private static Scenario Damaged(Func<TestService, Run, Task> call) => new(
        async service =>
        {
            var run = await service.FinishAsync();
            await DamageAsync(service.Folder(run.Name).Sealed);
            return () => call(service, run);
        },
        ExpectDamage);

    private static Scenario WithoutAPlace(Func<TestService, Run, Task> call) => new(
        async service =>
        {
            var run = await service.FinishAsync();
            service.Part<Turnstiles>().Readers.Enter();
            return () => call(service, run);
        },
        setUp => setUp.Options.MaxReaders = 1);

    private static Task<GetRecordingResponse> GetAsync(TestService service, string name) => service.Recordings.GetRecordingAsync(new GetRecordingRequest { Name = name }).ResponseAsync;

    private static Task ReadAsync(TestService service, ReadTensorsRequest request) => DrainAsync(service.Recordings.ReadTensors(request));

    private static Task QueryAsync(TestService service, QueryMetricsRequest request) => DrainAsync(service.Recordings.QueryMetrics(request));

    private static Task DownloadAsync(TestService service, string name, long offset = 0) =>
        DrainAsync(service.Recordings.DownloadRecording(new DownloadRecordingRequest { Name = name, Offset = offset }));
}
