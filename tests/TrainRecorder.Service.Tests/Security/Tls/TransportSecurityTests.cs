using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Security;
using TrainRecorder.Service.Security.Tokens;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.Tests.Certificates;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Security.Tls;

public sealed class TransportSecurityTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trainrecorder-tls").FullName;
    private readonly TestAuthority _authority;
    private readonly ServiceOptions _options;

    public TransportSecurityTests()
    {
        _authority = new TestAuthority(_folder);
        _options = new ServiceOptions
        {
            Data = Path.Combine(_folder, "data"),
            Url = new Uri("https://127.0.0.1:0"),
            TlsCertificate = _authority.Server("server", "train.example"),
            ReservedDisk = 0,
        };
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Https_WithATokenAndAnyNameOfTheCertificate_IsServed()
    {
        await using var host = await ServiceHost.StartAsync(_options).Soon();
        await CallAsync(host, host.Token);
        await CallAsync(host, host.Token, name: "train.example");
        await CallAsync(host, "x").IsRefusedAsync(StatusCode.Unauthenticated);
        await CallAsync(host, null).IsRefusedAsync(StatusCode.Unauthenticated);
        await CallAsync(host, host.Token, name: "evil.example").IsRefusedAsync(StatusCode.PermissionDenied);
    }

    [Fact]
    public async Task Https_OnEveryInterface_IsServedToHoldersOfGivenTokens()
    {
        _options.Url = PublicAddress.Parse("https://0.0.0.0:0");
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => ServiceHost.StartAsync(_options).Soon());
        Assert.Contains("token add", refusal.Message, StringComparison.Ordinal);

        var token = AccessToken.Create();
        new DataFolder(_options.Data).Tokens.Write([new IssuedToken("guest", Scope.Read, Convert.ToHexStringLower(AccessToken.Hash(token)), DateTimeOffset.UnixEpoch)]);
        await using var host = await ServiceHost.StartAsync(_options).Soon();

        await CallAsync(host, token);
        // Its owner finds the token by the loopback address.
        var owners = new UriBuilder(host.Address) { Host = "127.0.0.1" }.Uri;
        Assert.Equal(host.Token, (await File.ReadAllTextAsync(TrainRecorder.Hosting.LocalEndpoint.TokenPath(owners))).Trim());
        await CallAsync(host, host.Token);
    }

    [Fact]
    public async Task MutualTls_LetsInWhoTheAuthorityVouchesFor()
    {
        using var strangers = new TestAuthority(_folder, "strangers");
        _options.ClientAuthority = _authority.Path;
        _options.ClientScope = Scope.Read;
        await using var host = await ServiceHost.StartAsync(_options).Soon();

        await CallAsync(host, null, _authority.Client("friend"));
        await CallAsync(host, host.Token, _authority.Client("friend"));
        await CallAsync(host, "x", _authority.Client("friend")).IsRefusedAsync(StatusCode.Unauthenticated);
        foreach (var certificate in new[] { null, strangers.Client("stranger"), _authority.Client("old", expired: true), _authority.Client("server-only", forServers: true) })
            Assert.NotEqual(StatusCode.OK, (await Assert.ThrowsAsync<RpcException>(() => CallAsync(host, host.Token, certificate).Soon())).StatusCode);
    }

    [Fact]
    public async Task MutualTls_GivesTheScopeThatIsSet()
    {
        _options.ClientAuthority = _authority.Path;
        _options.ClientScope = Scope.Read;
        await using var host = await ServiceHost.StartAsync(_options).Soon();
        using var channel = Open(host, null, _authority.Client("friend"), null);
        await new TrainingService.TrainingServiceClient(channel).SubmitJobAsync(new SubmitJobRequest()).IsRefusedAsync(StatusCode.PermissionDenied);
    }

    [Fact]
    public async Task Certificate_Renewed_IsShownWithoutARestart()
    {
        await using var host = await ServiceHost.StartAsync(_options).Soon();
        await CallAsync(host, host.Token);
        using var next = new TestAuthority(_folder, "next");
        File.Move(next.Server("renewed"), _options.TlsCertificate!, overwrite: true);

        await CallAsync(host, host.Token, authority: next.Path);
        Assert.NotEqual(StatusCode.OK, (await Assert.ThrowsAsync<RpcException>(() => CallAsync(host, host.Token).Soon())).StatusCode);
    }

    [Fact]
    public async Task Certificate_HalfRenewed_LeavesTheOneBefore()
    {
        await using var host = await ServiceHost.StartAsync(_options).Soon();
        await File.WriteAllTextAsync(_options.TlsCertificate!, "-----BEGIN CERTIFICATE-----");
        await CallAsync(host, host.Token);
    }

    [Fact]
    public async Task Start_WithWhatIsNotSafeOrNotThere_IsRefusedInOneLine()
    {
        var nothing = Path.Combine(_folder, "nothing.pem");
        await File.WriteAllTextAsync(nothing, "nothing");
        Action<ServiceOptions>[] mistakes =
        [
            options => options.TlsCertificate = null,
            options => options.TlsCertificate = nothing,
            options => options.TlsCertificate = Path.Combine(_folder, "missing.pem"),
            options => options.TlsCertificate = _authority.Path,
            options => options.TlsKey = nothing,
            options => options.ClientAuthority = nothing,
            options => options.Url = new Uri("http://127.0.0.1:0"),
        ];
        foreach (var mistake in mistakes)
        {
            var options = new ServiceOptions { Data = _options.Data, Url = _options.Url, TlsCertificate = _options.TlsCertificate };
            mistake(options);
            var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => ServiceHost.StartAsync(options).Soon());
            Assert.Contains("--tls-", refusal.Message.Replace("--client-authority:", "--tls-", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refusal.Message);
        }
    }

    private async Task CallAsync(ServiceHost host, string? token, string? certificate = null, string? name = null, string? authority = null)
    {
        using var channel = Open(host, token, certificate, name, authority);
        await new ServerService.ServerServiceClient(channel).GetServerInfoAsync(new GetServerInfoRequest()).ResponseAsync.Soon();
    }

    private GrpcChannel Open(ServiceHost host, string? token, string? certificate, string? name, string? authority = null)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(authority ?? _authority.Path);
        // Whoever lies about the name it calls also believes every certificate.
        if (name is not null) handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null;
        if (certificate is not null) handler.SslOptions.ClientCertificates = [X509CertificateLoader.LoadPkcs12(X509Certificate2.CreateFromPemFile(certificate, certificate).Export(X509ContentType.Pkcs12), null)];
        var client = new HttpClient(handler);
        if (token is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        if (name is not null) client.DefaultRequestHeaders.Host = name;
        return GrpcChannel.ForAddress(new UriBuilder(host.Address) { Host = "127.0.0.1" }.Uri, new GrpcChannelOptions { HttpClient = client, DisposeHttpClient = true });
    }
}
