using Grpc.Core;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Contract;

/// <summary>Every error that the contract names is met, call by call; what nobody can meet is not named.</summary>
public sealed class StatusCodesTests
{
    private static readonly Dictionary<(string Call, StatusCode Code), Scenario> s_scenarios = new[]
    {
        ("TrainingService", TrainingScenarios.All), ("DatasetService", DatasetScenarios.All), ("RecordingService", RecordingScenarios.All),
        ("ArchiveService", ArchiveScenarios.All), ("WorkerService", WorkerScenarios.All),
    }.SelectMany(part => part.Item2.Select(entry => ((Call: $"{part.Item1}/{entry.Key.Call}", entry.Key.Code), entry.Value))).ToDictionary(entry => entry.Item1, entry => entry.Value);

    public static TheoryData<string, StatusCode> Named => [.. ContractText.Named.Select(named => (named.Call, named.Code))];

    [Theory]
    [MemberData(nameof(Named))]
    public async Task Call_ThatNamesAnError_IsAnsweredWithIt(string call, StatusCode code)
    {
        Assert.True(s_scenarios.TryGetValue((call, code), out var scenario), $"{call} names {code}: say here how it comes about.");
        var setUp = new TestSetUp();
        scenario.SetUp?.Invoke(setUp);
        await using var service = await TestService.StartAsync(setUp);
        var act = await scenario.Prepare(service).Soon();

        await act().IsRefusedAsync(code);
    }

    [Fact]
    public void Error_ThatIsMetHere_IsNamedByItsCall() => Assert.Empty(s_scenarios.Keys.Except(ContractText.Named));

    [Fact]
    public void EveryCall_HasTheseErrors() => Assert.Equal(
        new[]
        {
            StatusCode.Cancelled, StatusCode.Unknown, StatusCode.DeadlineExceeded, StatusCode.PermissionDenied, StatusCode.Unauthenticated, StatusCode.ResourceExhausted, StatusCode.Unimplemented,
            StatusCode.Internal, StatusCode.Unavailable, StatusCode.DataLoss,
        }.Order(),
        ContractText.OfEveryCall.Order());

    [Fact]
    public async Task EveryCall_OfSomebodyElse_IsRefused()
    {
        await using var service = await TestService.StartAsync();
        using var strangers = service.OpenPublic(token: null);
        using var owners = service.OpenPublic(service.Host.Token);
        foreach (var method in AnyCall.Public)
        {
            await AnyCall.SendAsync(strangers.CreateCallInvoker(), method, [[]]).IsRefusedAsync(StatusCode.Unauthenticated);
            await AnyCall.SendAsync(owners.CreateCallInvoker(), method, [[]], new CallOptions(new Metadata { { "origin", "http://evil.example" } })).IsRefusedAsync(StatusCode.PermissionDenied);
        }
    }

    [Fact]
    public async Task EveryCall_OfWhatIsNoMessage_IsRefused()
    {
        await using var service = await TestService.StartAsync();
        // Logged by the library, in which it happens.
        service.Errors.Expect(6);
        service.Errors.Expect(10);
        using var channel = service.OpenPublic(service.Host.Token);
        foreach (var method in AnyCall.Public)
        {
            await AnyCall.SendAsync(channel.CreateCallInvoker(), method, [[0xff, 0xff, 0xff]]).IsRefusedAsync(StatusCode.Unknown);
            await AnyCall.SendAsync(channel.CreateCallInvoker(), method, [new byte[(16 << 20) + 1]]).IsRefusedAsync(StatusCode.ResourceExhausted);
        }
    }

    [Fact]
    public async Task EveryCall_WhileTheCatalogueCannotBeUsed_SaysSo()
    {
        var setUp = new TestSetUp();
        FaultyCatalogue.In(setUp);
        await using var service = await TestService.StartAsync(setUp);
        foreach (var (fault, code) in new[] { (FaultyCatalogue.Busy, StatusCode.Unavailable), (FaultyCatalogue.Full, StatusCode.ResourceExhausted), (FaultyCatalogue.Damaged, StatusCode.DataLoss) })
        {
            setUp.Catalogue!.Fault = fault;
            var answer = await service.GetAsync(Scenario.NoRun).IsRefusedAsync(code);
            setUp.Catalogue.Fault = 0;
            Assert.DoesNotContain("SQLite", answer.Status.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task EveryCall_OfAServiceThatStops_IsUnavailable()
    {
        await using var service = await TestService.StartAsync();
        await service.Part<Drain>().BeginAsync();
        using var channel = service.OpenPublic(service.Host.Token);
        foreach (var method in AnyCall.Public) await AnyCall.SendAsync(channel.CreateCallInvoker(), method, [[]]).IsRefusedAsync(StatusCode.Unavailable);
    }

    [Fact]
    public async Task Call_ThatTheCallerEnds_IsCancelledOrLate()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();
        using var end = new CancellationTokenSource();
        using var watch = service.Training.WatchRun(new WatchRunRequest { Name = run.Name }, cancellationToken: end.Token);
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None).Soon());

        await end.CancelAsync();
        await Scenario.DrainAsync(watch).IsRefusedAsync(StatusCode.Cancelled);
        var soon = TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(300);
        await Scenario.DrainAsync(service.Training.WatchRun(new WatchRunRequest { Name = run.Name }, deadline: soon)).IsRefusedAsync(StatusCode.DeadlineExceeded);
    }

    [Fact]
    public async Task Call_OfALaterContract_IsUnimplemented()
    {
        await using var service = await TestService.StartAsync();
        using var channel = service.OpenPublic(service.Host.Token);
        var bytes = Marshallers.Create<byte[]>(message => message, message => message);
        var later = new Method<byte[], byte[]>(MethodType.Unary, TrainingService.Descriptor.FullName, "ForecastRun", bytes, bytes);

        await channel.CreateCallInvoker().AsyncUnaryCall(later, null, default, []).IsRefusedAsync(StatusCode.Unimplemented);
    }

    /// <summary>That its connection is cut, a call is told by what it reads, before it counts as cancelled. The service's log is searched for errors when it ends.</summary>
    [Fact]
    public async Task Call_WhoseConnectionIsCut_IsNoFaultOfTheService()
    {
        await using var service = await TestService.StartAsync();

        await Uploads.SendAsync(service, "cut").IsRefusedAsync(StatusCode.Cancelled);
    }

    [Fact]
    public async Task Call_InWhichTheServiceFails_IsInternalWithoutAWordOfItsInside()
    {
        await using var service = await TestService.StartAsync();
        service.Errors.Expect(905);

        var fault = await Uploads.SendAsync(service, "broken").IsRefusedAsync(StatusCode.Internal);

        Assert.DoesNotContain("nobody expected this", fault.Status.Detail, StringComparison.Ordinal);
        Assert.Contains(service.Errors.Lines, line => line.Contains("nobody expected this", StringComparison.Ordinal));
    }
}
