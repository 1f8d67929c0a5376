using TrainRecorder.Tests.Certificates;

namespace TrainRecorder.EndToEnd.Tests;

/// <summary>A service for other machines, set up and called as SECURITY.md says.</summary>
public sealed class SecureServiceTests
{
    [Fact]
    public async Task Tls_WithAGivenToken_ServesWhoeverBelievesItsAuthority()
    {
        using var folder = new TemporaryFolder();
        using var authority = new TestAuthority(folder.Path);
        var refused = await Command.RunAsync([Checkout.Service, "--data", folder["data"], "--urls", "https://0.0.0.0:0", "--tls-certificate", authority.Server("server")]);
        Assert.Equal((1, 1), (refused.ExitCode, refused.ErrorLines.Count));

        var token = (await Command.RunAsync([Checkout.Service, "token", "add", "me", "--scope", "submit", "--data", folder["data"]])).Good().Trim();
        await using var service = await ServiceProcess.StartAsync(folder, address: "https://0.0.0.0:0", settings: ["--tls-certificate", authority.Server("server")]);
        var url = service.Url.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal);
        var environment = new Dictionary<string, string> { ["TRAINRECORDER_TOKEN"] = token };

        (await Command.RunAsync([Checkout.Client, "server", "info", "--server", url, "--authority", authority.Path], environment)).Good();

        var unbelieved = await Command.RunAsync([Checkout.Client, "server", "info", "--server", url], environment);
        Assert.Equal(3, unbelieved.ExitCode);
        Assert.Contains("is not believed", Assert.Single(unbelieved.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MutualTls_WithACertificate_NeedsNoToken()
    {
        using var folder = new TemporaryFolder();
        using var authority = new TestAuthority(folder.Path);
        await using var service = await ServiceProcess.StartAsync(
            folder, address: "https://127.0.0.1:0", settings: ["--tls-certificate", authority.Server("server"), "--client-authority", authority.Path, "--client-scope", "read"]);
        string[] call = [Checkout.Client, "--server", service.Url, "--authority", authority.Path];
        var friend = authority.Client("friend");

        (await Command.RunAsync([.. call, "server", "info", "--certificate", friend])).Good();

        var forbidden = await Command.RunAsync([.. call, "runs", "cancel", "runs/000000000000", "--certificate", friend]);
        Assert.Equal(3, forbidden.ExitCode);
        Assert.Contains("scope 'submit'", Assert.Single(forbidden.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(3, (await service.ClientAsync("server", "info", "--authority", authority.Path)).ExitCode);
    }
}
