using Grpc.Core;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;
using static TrainRecorder.Service.Tests.Contract.Scenario;

namespace TrainRecorder.Service.Tests.Contract;

/// <summary>How each error that <c>TrainingService</c> names comes about.</summary>
internal static class TrainingScenarios
{
    private const string OldEtag = "\"0\"";

    public static Dictionary<(string Call, StatusCode Code), Scenario> All => new()
    {
        [("SubmitJob", StatusCode.InvalidArgument)] = Of(service => service.SubmitAsync(epochs: -1)),
        [("SubmitJob", StatusCode.AlreadyExists)] = new(async service =>
        {
            await service.SubmitAsync(epochs: 3, requestId: "one");
            return () => service.SubmitAsync(epochs: 4, requestId: "one");
        }),
        [("SubmitJob", StatusCode.NotFound)] = new(async service =>
        {
            var run = await FailAsync(service, requestId: "one");
            await service.DeleteAsync(run.Name);
            return () => service.SubmitAsync(requestId: "one");
        }),
        [("SubmitJob", StatusCode.ResourceExhausted)] = new(
            async service =>
            {
                await service.SubmitAsync();
                await service.Machine.NextAsync();
                await service.SubmitAsync();
                return () => service.SubmitAsync();
            },
            setUp => setUp.Options.MaxQueued = 1),

        [("GetRun", StatusCode.NotFound)] = Of(service => service.GetAsync(NoRun)),
        [("ListRuns", StatusCode.InvalidArgument)] = Of(service => service.Training.ListRunsAsync(new ListRunsRequest { Filter = "(" }).ResponseAsync),

        [("WatchRun", StatusCode.NotFound)] = Of(service => WatchAsync(service, NoRun)),
        [("WatchRun", StatusCode.InvalidArgument)] = OfFinished((service, run) => WatchAsync(service, run.Name, 1_000_000)),
        [("WatchRun", StatusCode.OutOfRange)] = new(async service =>
        {
            var run = await service.FinishAsync();
            await service.Part<Housekeeping.Compaction>().CompactAsync(run.Name["runs/".Length..], run.Revision, CancellationToken.None);
            return () => WatchAsync(service, run.Name, 1);
        }),
        [("WatchRun", StatusCode.ResourceExhausted)] = new(
            async service =>
            {
                var run = await service.SubmitAsync();
                service.Part<Turnstiles>().Watchers.Enter();
                return () => WatchAsync(service, run.Name);
            },
            setUp => setUp.Options.MaxWatchers = 1),

        [("PauseRun", StatusCode.NotFound)] = Of(service => PauseAsync(service, NoRun)),
        [("PauseRun", StatusCode.Aborted)] = OfFinished((service, run) => PauseAsync(service, run.Name, OldEtag)),
        [("PauseRun", StatusCode.FailedPrecondition)] = OfFinished((service, run) => PauseAsync(service, run.Name)),

        [("ResumeRun", StatusCode.NotFound)] = Of(service => ResumeAsync(service, new() { Name = NoRun })),
        [("ResumeRun", StatusCode.Aborted)] = OfFinished((service, run) => ResumeAsync(service, new() { Name = run.Name, Etag = OldEtag })),
        [("ResumeRun", StatusCode.FailedPrecondition)] = OfFinished((service, run) => ResumeAsync(service, new() { Name = run.Name })),
        [("ResumeRun", StatusCode.InvalidArgument)] = OfFinished((service, run) => ResumeAsync(service, new() { Name = run.Name, Priority = 1_001 })),

        [("CancelRun", StatusCode.NotFound)] = Of(service => CancelAsync(service, new() { Name = NoRun })),
        [("CancelRun", StatusCode.Aborted)] = OfFinished((service, run) => CancelAsync(service, new() { Name = run.Name, Etag = OldEtag })),
        [("CancelRun", StatusCode.InvalidArgument)] = OfFinished((service, run) => CancelAsync(service, new() { Name = run.Name, Grace = new() { Seconds = -1 } })),

        [("RetryRun", StatusCode.NotFound)] = Of(service => RetryAsync(service, NoRun)),
        [("RetryRun", StatusCode.FailedPrecondition)] = OfFinished((service, run) => RetryAsync(service, run.Name)),
        [("RetryRun", StatusCode.InvalidArgument)] = OfFinished((service, run) => RetryAsync(service, run.Name, "a b")),
        [("RetryRun", StatusCode.AlreadyExists)] = new(async service =>
        {
            var run = await FailAsync(service, requestId: "one");
            return () => RetryAsync(service, run.Name, "one");
        }),
        [("RetryRun", StatusCode.ResourceExhausted)] = new(
            async service =>
            {
                var run = await FailAsync(service);
                await service.SubmitAsync();
                await service.Machine.NextAsync();
                await service.SubmitAsync();
                return () => RetryAsync(service, run.Name);
            },
            setUp => setUp.Options.MaxQueued = 1),

        [("DeleteRun", StatusCode.NotFound)] = Of(service => DeleteAsync(service, NoRun)),
        [("DeleteRun", StatusCode.Aborted)] = OfFinished((service, run) => DeleteAsync(service, run.Name, OldEtag)),
        [("DeleteRun", StatusCode.FailedPrecondition)] = new(async service =>
        {
            var run = await service.SubmitAsync();
            return () => DeleteAsync(service, run.Name);
        }),
        [("DeleteRun", StatusCode.Unavailable)] = new(async service =>
        {
            var run = await service.SubmitAsync();
            using var worker = await service.OpenNextAsync();
            await worker.CloseAsync(AttemptOutcome.Failed, "no");
            return () => DeleteAsync(service, run.Name);
        }),

        [("ReadLogs", StatusCode.NotFound)] = Of(service => ReadLogsAsync(service, NoRun)),
        [("ReadLogs", StatusCode.OutOfRange)] = OfFinished((service, run) => ReadLogsAsync(service, run.Name, 1)),
        [("ReadLogs", StatusCode.ResourceExhausted)] = new(
            async service =>
            {
                var run = await service.SubmitAsync();
                service.Part<Turnstiles>().Readers.Enter();
                return () => ReadLogsAsync(service, run.Name);
            },
            setUp => setUp.Options.MaxReaders = 1),
    };

    /// <summary>A run that has failed and whose worker is gone.</summary>
    private static async Task<Run> FailAsync(TestService service, string requestId = "")
    {
        var run = await service.SubmitAsync(requestId: requestId);
        using var worker = await service.OpenNextAsync();
        await worker.CloseAsync(AttemptOutcome.Failed, "no");
        worker.Process.Exit(0);
        return run;
    }

    private static Task WatchAsync(TestService service, string run, long start = 0) => DrainAsync(service.Training.WatchRun(new WatchRunRequest { Name = run, StartRevision = start }));

    private static Task<PauseRunResponse> PauseAsync(TestService service, string run, string etag = "") => service.Training.PauseRunAsync(new PauseRunRequest { Name = run, Etag = etag }).ResponseAsync;

    private static Task<ResumeRunResponse> ResumeAsync(TestService service, ResumeRunRequest request) => service.Training.ResumeRunAsync(request).ResponseAsync;

    private static Task<CancelRunResponse> CancelAsync(TestService service, CancelRunRequest request) => service.Training.CancelRunAsync(request).ResponseAsync;

    private static Task<RetryRunResponse> RetryAsync(TestService service, string run, string requestId = "") =>
        service.Training.RetryRunAsync(new RetryRunRequest { Name = run, RequestId = requestId }).ResponseAsync;

    private static Task<DeleteRunResponse> DeleteAsync(TestService service, string run, string etag = "") => service.Training.DeleteRunAsync(new DeleteRunRequest { Name = run, Etag = etag }).ResponseAsync;

    private static Task ReadLogsAsync(TestService service, string run, long offset = 0) => DrainAsync(service.Training.ReadLogs(new ReadLogsRequest { Name = run, Offset = offset }));
}
