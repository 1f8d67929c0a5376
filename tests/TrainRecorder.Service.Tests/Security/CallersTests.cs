using Grpc.Core;
using TrainRecorder.Service.Security;
using TrainRecorder.Service.Security.Tokens;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Security;

public sealed class CallersTests
{
    [Fact]
    public async Task IssuedToken_MayDoWhatItsScopeSays()
    {
        await using var service = await TestService.StartAsync();
        var (reader, submitter) = (Issue(service, "reader", Scope.Read), Issue(service, "submitter", Scope.Submit));

        using var reading = service.OpenPublic(reader);
        await new TrainingService.TrainingServiceClient(reading).ListRunsAsync(new ListRunsRequest()).ResponseAsync.Soon();
        var refusal = await new TrainingService.TrainingServiceClient(reading).SubmitJobAsync(new SubmitJobRequest { Job = Jobs.Xor(1) }).IsRefusedAsync(StatusCode.PermissionDenied);
        Assert.Equal("This call needs the scope 'submit'; the caller's is 'read'.", refusal.Status.Detail);

        using var submitting = service.OpenPublic(submitter);
        await new TrainingService.TrainingServiceClient(submitting).SubmitJobAsync(new SubmitJobRequest { Job = Jobs.Xor(1), ValidateOnly = true }).ResponseAsync.Soon();
    }

    [Fact]
    public async Task IssuedToken_TakenBack_IsWorthNothingAtTheNextCall()
    {
        await using var service = await TestService.StartAsync();
        using var channel = service.OpenPublic(Issue(service, "guest", Scope.Read));
        var client = new ServerService.ServerServiceClient(channel);
        await client.GetServerInfoAsync(new GetServerInfoRequest()).ResponseAsync.Soon();

        service.Host.Data.Tokens.Write([]);

        await client.GetServerInfoAsync(new GetServerInfoRequest()).IsRefusedAsync(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task IssuedTokens_OfAFileThatCannotBeRead_LetNobodyInAndAreReported()
    {
        await using var service = await TestService.StartAsync();
        service.Errors.Expect(111);
        using var channel = service.OpenPublic(Issue(service, "guest", Scope.Admin));
        await File.AppendAllTextAsync(service.Host.Data.Tokens.Path, "x");

        await new ServerService.ServerServiceClient(channel).GetServerInfoAsync(new GetServerInfoRequest()).IsRefusedAsync(StatusCode.Unauthenticated);

        Assert.Contains(service.Errors.Lines, line => line.Contains(" 111:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tokens_OfAnyKind_AreNeverLogged()
    {
        await using var service = await TestService.StartAsync();
        var issued = Issue(service, "reader", Scope.Read);
        using var channel = service.OpenPublic(issued);
        await new TrainingService.TrainingServiceClient(channel).CancelRunAsync(new CancelRunRequest { Name = "runs/x" }).IsRefusedAsync(StatusCode.PermissionDenied);
        using var stranger = service.OpenPublic("stranger-secret");
        await new TrainingService.TrainingServiceClient(stranger).GetRunAsync(new GetRunRequest()).IsRefusedAsync(StatusCode.Unauthenticated);
        await service.SubmitAsync();
        using var worker = await service.OpenNextAsync();

        Assert.Contains(service.Errors.Lines, line => line.Contains(" 110:", StringComparison.Ordinal));
        foreach (var secret in new[] { service.Host.Token, issued, "stranger-secret", worker.Token })
            Assert.DoesNotContain(service.Errors.Lines, line => line.Contains(secret, StringComparison.Ordinal));
    }

    private static string Issue(TestService service, string name, Scope scope)
    {
        var token = AccessToken.Create();
        var list = service.Host.Data.Tokens;
        list.Write([.. list.Read(), new IssuedToken(name, scope, Convert.ToHexStringLower(AccessToken.Hash(token)), DateTimeOffset.UnixEpoch)]);
        return token;
    }
}
