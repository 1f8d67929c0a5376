using Grpc.Core;
using Grpc.Health.V1;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Security;

public sealed class EndpointGateTests
{
    public static TheoryData<string> Services => ["training", "datasets", "recordings", "archives", "server", "health", "worker"];

    private static Task CallAsync(ChannelBase channel, string service, Metadata? headers = null) => service switch
    {
        "training" => new TrainingService.TrainingServiceClient(channel).ListRunsAsync(new ListRunsRequest(), headers).ResponseAsync,
        "datasets" => new DatasetService.DatasetServiceClient(channel).UploadDataset(headers).ResponseAsync,
        "recordings" => new RecordingService.RecordingServiceClient(channel).DownloadRecording(new DownloadRecordingRequest(), headers).ResponseStream.MoveNext(CancellationToken.None),
        "archives" => new ArchiveService.ArchiveServiceClient(channel).ListArchivesAsync(new ListArchivesRequest(), headers).ResponseAsync,
        "server" => new ServerService.ServerServiceClient(channel).GetServerInfoAsync(new GetServerInfoRequest(), headers).ResponseAsync,
        "health" => new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest(), headers).ResponseAsync,
        "worker" => new WorkerService.WorkerServiceClient(channel).HeartbeatAsync(new HeartbeatRequest(), headers).ResponseAsync,
        _ => throw new ArgumentOutOfRangeException(nameof(service)),
    };

    [Theory]
    [MemberData(nameof(Services))]
    public async Task PublicEndpoint_WithoutTheToken_IsUnauthenticated(string name)
    {
        await using var service = await TestService.StartAsync();
        foreach (var token in new[] { null, "x", service.Host.Token[1..], service.Host.Token + "0" })
        {
            using var channel = service.OpenPublic(token);
            await CallAsync(channel, name).IsRefusedAsync(StatusCode.Unauthenticated);
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task PublicEndpoint_ByAForeignName_IsDenied(string name)
    {
        await using var service = await TestService.StartAsync();
        using var handler = new HostHandler("evil.example:80");
        using var foreign = OpenWith(service, handler);
        await CallAsync(foreign, name).IsRefusedAsync(StatusCode.PermissionDenied);

        using var channel = service.OpenPublic(service.Host.Token);
        await CallAsync(channel, name, new Metadata { { "origin", "http://evil.example" } }).IsRefusedAsync(StatusCode.PermissionDenied);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("[::1]:99")]
    public async Task PublicEndpoint_ByALoopbackName_IsServed(string host)
    {
        await using var service = await TestService.StartAsync();
        using var handler = new HostHandler(host);
        using var channel = OpenWith(service, handler);
        await CallAsync(channel, "server").Soon();
    }

    [Fact]
    public async Task PublicEndpoint_AskedForWorkerService_IsUnimplemented()
    {
        await using var service = await TestService.StartAsync();
        using var channel = service.OpenPublic(service.Host.Token);
        var client = new WorkerService.WorkerServiceClient(channel);

        await client.OpenAttemptAsync(new OpenAttemptRequest()).IsRefusedAsync(StatusCode.Unimplemented);
        await client.HeartbeatAsync(new HeartbeatRequest()).IsRefusedAsync(StatusCode.Unimplemented);
        await client.CommitEpochsAsync(new CommitEpochsRequest()).IsRefusedAsync(StatusCode.Unimplemented);
        await client.CloseAttemptAsync(new CloseAttemptRequest()).IsRefusedAsync(StatusCode.Unimplemented);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task WorkerSocket_AskedForAnythingElse_IsUnimplemented(string name)
    {
        await using var service = await TestService.StartAsync();
        using var channel = service.OpenSocket();
        var expected = name == "worker" ? StatusCode.Unauthenticated : StatusCode.Unimplemented;
        await CallAsync(channel, name, new Metadata { { "authorization", $"Bearer {service.Host.Token}" } }).IsRefusedAsync(expected);
    }

    [Fact]
    public async Task PublicEndpoint_OverHttp11_IsNotSpoken()
    {
        await using var service = await TestService.StartAsync();
        using var client = new HttpClient { DefaultRequestVersion = System.Net.HttpVersion.Version11, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var answer = await Record.ExceptionAsync(async () =>
        {
            using var response = await client.GetAsync(service.Host.Address).Soon();
            response.EnsureSuccessStatusCode();
        });
        Assert.IsType<HttpRequestException>(answer);
    }

    [Fact]
    public async Task Health_WithTheToken_IsServing()
    {
        await using var service = await TestService.StartAsync();
        using var channel = service.OpenPublic(service.Host.Token);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest()).Soon()).Status);
    }

    [Fact]
    public async Task TokenFile_WhileTheServiceRuns_IsThereForItsUserAlone()
    {
        var service = await TestService.StartAsync();
        var path = TrainRecorder.Hosting.LocalEndpoint.TokenPath(service.Host.Address);

        Assert.Equal(service.Host.Token, (await File.ReadAllTextAsync(path)).Trim());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(service.Part<WorkerEndpoint>().Path));
        }

        await service.DisposeAsync();
        Assert.False(File.Exists(path));
    }

    private static Grpc.Net.Client.GrpcChannel OpenWith(TestService service, HostHandler handler) =>
        Grpc.Net.Client.GrpcChannel.ForAddress(service.Host.Address, new Grpc.Net.Client.GrpcChannelOptions { HttpHandler = handler.With(service.Host.Token) });

    private sealed class HostHandler(string host) : DelegatingHandler(new SocketsHttpHandler())
    {
        private string _token = "";

        public HostHandler With(string token)
        {
            _token = token;
            return this;
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Host = host;
            request.Headers.Authorization = new("Bearer", _token);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
