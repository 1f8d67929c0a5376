using Grpc.Core;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Contract;

/// <summary>How each error that <c>WorkerService</c> names comes about.</summary>
internal static class WorkerScenarios
{
    public static Dictionary<(string Call, StatusCode Code), Scenario> All
    {
        get
        {
            var scenarios = new Dictionary<(string Call, StatusCode Code), Scenario>
            {
                [("CommitEpochs", StatusCode.InvalidArgument)] = Playing((_, worker) => worker.CommitAsync(1, 2)),
                [("CommitEpochs", StatusCode.ResourceExhausted)] = new(
                    async service =>
                    {
                        var worker = await OpenAsync(service);
                        var segment = await worker.SegmentAsync(0, 1);
                        service.SetUp.Catalogue!.Fault = FaultyCatalogue.Full;
                        return () => Mended(service, worker.SendAsync(segment));
                    },
                    FaultyCatalogue.In),
                [("CloseAttempt", StatusCode.InvalidArgument)] = Playing((_, worker) => worker.CloseAsync(AttemptOutcome.Unspecified)),
            };
            AddOfEveryCall("OpenAttempt", worker => worker.OpenAsync());
            AddOfEveryCall("Heartbeat", worker => worker.BeatAsync());
            AddOfEveryCall("CommitEpochs", worker => worker.SendAsync(new CommitEpochsRequest { Run = worker.Run, Attempt = worker.Attempt }));
            AddOfEveryCall("CloseAttempt", worker => worker.CloseAsync(AttemptOutcome.Succeeded));
            return scenarios;

            void AddOfEveryCall(string name, Func<WorkerLink, Task> call)
            {
                scenarios[(name, StatusCode.Unauthenticated)] = Playing((_, worker) =>
                {
                    worker.Token = "another";
                    return call(worker);
                });
                scenarios[(name, StatusCode.FailedPrecondition)] = Playing(async (service, worker) =>
                {
                    await service.PassAsync(TimeSpan.FromSeconds(16));
                    await call(worker);
                });
                scenarios[(name, StatusCode.Unavailable)] = new(
                    async service =>
                    {
                        var worker = await OpenAsync(service);
                        // A sign of life of a worker that is known by heart needs no catalogue.
                        worker.Token = "another";
                        service.SetUp.Catalogue!.Fault = FaultyCatalogue.Busy;
                        return () => Mended(service, call(worker));
                    },
                    FaultyCatalogue.In);
            }
        }
    }

    private static Scenario Playing(Func<TestService, WorkerLink, Task> call) => new(async service =>
    {
        var worker = await OpenAsync(service);
        return () => call(service, worker);
    });

    private static async Task<WorkerLink> OpenAsync(TestService service)
    {
        await service.SubmitAsync();
        return await service.OpenNextAsync();
    }

    private static async Task Mended(TestService service, Task call)
    {
        try
        {
            await call;
        }
        finally
        {
            service.SetUp.Catalogue!.Fault = 0;
        }
    }
}
