using System.Security.Cryptography;
using Grpc.Core;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;
using static TrainRecorder.Service.Tests.Contract.Scenario;

namespace TrainRecorder.Service.Tests.Contract;

/// <summary>How each error that <c>ArchiveService</c> names comes about.</summary>
internal static class ArchiveScenarios
{
    private static readonly byte[] s_bytes = [.. "PAR1 something else PAR1"u8];

    public static Dictionary<(string Call, StatusCode Code), Scenario> All => new()
    {
        [("ArchiveRun", StatusCode.NotFound)] = Of(service => ArchiveAsync(service, NoRun)),
        [("ArchiveRun", StatusCode.FailedPrecondition)] = new(async service =>
        {
            var run = await service.SubmitAsync();
            return () => ArchiveAsync(service, run.Name);
        }),
        [("ArchiveRun", StatusCode.DataLoss)] = new(
            async service =>
            {
                var run = await service.FinishAsync();
                await RecordingScenarios.DamageAsync(service.Folder(run.Name).Sealed);
                return () => ArchiveAsync(service, run.Name);
            },
            RecordingScenarios.ExpectDamage),
        [("ArchiveRun", StatusCode.ResourceExhausted)] = OfFinished((service, run) =>
        {
            service.SetUp.Options.ReservedDisk = long.MaxValue / 2;
            return ArchiveAsync(service, run.Name);
        }),

        [("GetArchive", StatusCode.NotFound)] = Of(service => service.Archives.GetArchiveAsync(new GetArchiveRequest { Name = NoArchive }).ResponseAsync),
        [("ListArchives", StatusCode.InvalidArgument)] = Of(service => service.Archives.ListArchivesAsync(new ListArchivesRequest { PageToken = "x" }).ResponseAsync),
        [("DeleteArchive", StatusCode.NotFound)] = Of(service => service.Archives.DeleteArchiveAsync(new DeleteArchiveRequest { Name = NoArchive }).ResponseAsync),
        [("QueryImport", StatusCode.InvalidArgument)] = Of(service => service.Archives.QueryImportAsync(new QueryImportRequest { Sha256 = "x" }).ResponseAsync),

        [("VerifyArchive", StatusCode.NotFound)] = Of(service => VerifyAsync(service, NoArchive)),
        [("VerifyArchive", StatusCode.ResourceExhausted)] = OfArchive(
            (service, archive) =>
            {
                service.Part<Turnstiles>().Inspections.Enter();
                return VerifyAsync(service, archive.Name);
            },
            setUp => setUp.Options.MaxUploads = 1),

        [("ImportRecording", StatusCode.InvalidArgument)] = Of(service => Uploads.ImportAsync(service, s_bytes)),
        [("ImportRecording", StatusCode.OutOfRange)] = Of(service => SendAsync(service, new FileHeader { Offset = 3 })),
        [("ImportRecording", StatusCode.DataLoss)] = Of(service => Uploads.ImportAsync(service, s_bytes, sha256: new string('0', 64))),
        [("ImportRecording", StatusCode.ResourceExhausted)] = Of(service => Uploads.ImportAsync(service, s_bytes), setUp => setUp.Options.MaxImportBytes = 1),
        [("ImportRecording", StatusCode.DeadlineExceeded)] = new(async service =>
        {
            var call = service.Archives.ImportRecording();
            // For the header that never comes.
            await service.Time.WaitingAsync(service.SetUp.Options.UploadIdle);
            service.Time.Advance(service.SetUp.Options.UploadIdle);
            return () => call.ResponseAsync;
        }),

        [("RestoreArchive", StatusCode.NotFound)] = Of(service => RestoreAsync(service, NoArchive)),
        // As of a catalogue that was put back from a copy that is older than the archive.
        [("RestoreArchive", StatusCode.FailedPrecondition)] = Restored((service, archive) => TamperAsync(service, archive.Run, run => run.State = RunState.Paused)),
        [("RestoreArchive", StatusCode.Unavailable)] = Restored((service, archive) => TamperAsync(service, archive.Run, run => run.RecordingState = RecordingState.Sealing)),
        [("RestoreArchive", StatusCode.DataLoss)] = Restored(async (service, archive) =>
        {
            await service.DeleteAsync(archive.Run);
            await RecordingScenarios.DamageAsync(service.Host.Data.Archive(archive.Name["archives/".Length..]));
        }),
        [("RestoreArchive", StatusCode.ResourceExhausted)] = Restored(async (service, archive) =>
        {
            await service.DeleteAsync(archive.Run);
            service.SetUp.Options.ReservedDisk = long.MaxValue / 2;
        }),
    };

    private static Scenario OfArchive(Func<TestService, V1.Archive, Task> call, Action<TestSetUp>? setUp = null) => new(
        async service =>
        {
            var run = await service.FinishAsync();
            var archive = (await service.Archives.ArchiveRunAsync(new ArchiveRunRequest { Run = run.Name }).Soon()).Archive;
            return () => call(service, archive);
        },
        setUp);

    private static Scenario Restored(Func<TestService, V1.Archive, Task> before) => new(
        async service =>
        {
            var run = await service.FinishAsync();
            var archive = (await service.Archives.ArchiveRunAsync(new ArchiveRunRequest { Run = run.Name }).Soon()).Archive;
            await before(service, archive);
            return () => RestoreAsync(service, archive.Name);
        },
        RecordingScenarios.ExpectDamage);

    private static Task<ArchiveRunResponse> ArchiveAsync(TestService service, string run) => service.Archives.ArchiveRunAsync(new ArchiveRunRequest { Run = run }).ResponseAsync;

    private static Task<VerifyArchiveResponse> VerifyAsync(TestService service, string name) => service.Archives.VerifyArchiveAsync(new VerifyArchiveRequest { Name = name }).ResponseAsync;

    private static Task<RestoreArchiveResponse> RestoreAsync(TestService service, string name) => service.Archives.RestoreArchiveAsync(new RestoreArchiveRequest { Name = name }).ResponseAsync;

    private static async Task SendAsync(TestService service, FileHeader header)
    {
        (header.DisplayName, header.Size, header.Sha256) = ("run.parquet", s_bytes.Length, Convert.ToHexStringLower(SHA256.HashData(s_bytes)));
        using var call = service.Archives.ImportRecording();
        await call.RequestStream.WriteAsync(new ImportRecordingRequest { Header = header }).Soon();
        await call.ResponseAsync;
    }
}
