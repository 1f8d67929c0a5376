using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Tests.Infrastructure;

namespace TrainRecorder.Service.Tests.Contract;

/// <summary>How a call comes to be answered with an error: a service that was brought so far, and then the call.</summary>
/// <param name="Prepare">Brings a service so far; what it gives makes the call.</param>
/// <param name="SetUp">Sets the service up before it starts.</param>
internal sealed record Scenario(Func<TestService, Task<Func<Task>>> Prepare, Action<TestSetUp>? SetUp = null)
{
    public const string NoRun = "runs/000000000000";
    public const string NoArchive = "archives/000000000000";
    public static readonly string NoDataset = "datasets/" + new string('a', 64);

    /// <summary>A call that needs nothing before it.</summary>
    public static Scenario Of(Func<TestService, Task> call, Action<TestSetUp>? setUp = null) => new(service => Task.FromResult(() => call(service)), setUp);

    /// <summary>A call about a run that is over and sealed.</summary>
    public static Scenario OfFinished(Func<TestService, V1.Run, Task> call, Action<TestSetUp>? setUp = null) => new(
        async service =>
        {
            var run = await service.FinishAsync();
            return () => call(service, run);
        },
        setUp);

    /// <summary>Everything that a stream brings.</summary>
    public static async Task DrainAsync<T>(AsyncServerStreamingCall<T> call)
    {
        using (call)
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
            }
        }
    }

    /// <summary>Changes a run in the catalogue behind the back of the service.</summary>
    public static Task TamperAsync(TestService service, string run, Action<RunRow> change) => service.Catalogue.ChangeAsync(
        async changes =>
        {
            change(await changes.Rows.Runs.SingleAsync(row => "runs/" + row.Id == run));
            return true;
        },
        CancellationToken.None);
}
