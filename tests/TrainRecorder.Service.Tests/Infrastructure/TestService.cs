using System.Net.Http.Headers;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using TrainRecorder.Service.Archive;
using TrainRecorder.Service.Attempts;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Datasets;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Launching;
using TrainRecorder.Service.Recordings;
using TrainRecorder.Service.Watching;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Infrastructure;

/// <summary>A real service, real Kestrel and real SQLite, on a folder of its own, with a clock and workers that the test moves.</summary>
internal sealed class TestService : IAsyncDisposable
{
    private bool _ownsFolder;
    private readonly GrpcChannel _channel;
    private bool _stopped;

    private TestService(ServiceHost host, TestSetUp setUp, bool ownsFolder)
    {
        (Host, SetUp, _ownsFolder) = (host, setUp, ownsFolder);
        _channel = OpenPublic(host.Token);
        Training = new(_channel);
        Datasets = new(_channel);
        Recordings = new(_channel);
        Archives = new(_channel);
        Server = new(_channel);
    }

    public ServiceHost Host { get; }

    public TestSetUp SetUp { get; }

    public TestTime Time => SetUp.Time;

    public FakeMachine Machine => SetUp.Machine;

    public ErrorScope Errors => SetUp.Errors;

    public TrainingService.TrainingServiceClient Training { get; }

    public DatasetService.DatasetServiceClient Datasets { get; }

    public RecordingService.RecordingServiceClient Recordings { get; }

    public ArchiveService.ArchiveServiceClient Archives { get; }

    public ServerService.ServerServiceClient Server { get; }

    public static async Task<TestService> StartAsync(TestSetUp? setUp = null)
    {
        var ownsFolder = setUp is null || setUp.OwnFolder;
        setUp ??= new TestSetUp();
        setUp.OwnFolder = false;
        var host = await ServiceHost.StartAsync(setUp.Options, builder =>
        {
            builder.Logging.ClearProviders().AddProvider(setUp.Errors);
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(setUp.Time));
            if (!setUp.RealWorkers) builder.Services.Replace(ServiceDescriptor.Singleton<ILauncher>(setUp.Machine));
            if (setUp.Inspector is { } inspector) builder.Services.Replace(ServiceDescriptor.Singleton(inspector));
            if (setUp.Verifier is { } verifier) builder.Services.Replace(ServiceDescriptor.Singleton(verifier));
            if (setUp.Catalogue is { } catalogue) builder.Services.Replace(ServiceDescriptor.Singleton<ICatalogueProvider>(catalogue.On(new DataFolder(setUp.Options.Data).Catalogue)));
            if (setUp.RecordingFiles is { } files) builder.Services.Replace(ServiceDescriptor.Singleton(files));
        }).Soon();
        return new TestService(host, setUp, ownsFolder);
    }

    public T Part<T>()
        where T : notnull => Host.Services.GetRequiredService<T>();

    /// <summary>A channel to the public endpoint with any token, or none.</summary>
    public GrpcChannel OpenPublic(string? token, int? window = null)
    {
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true };
        if (window is { } bytes) handler.InitialHttp2StreamWindowSize = bytes;
        var client = new HttpClient(handler, disposeHandler: true);
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return GrpcChannel.ForAddress(Host.Address, new GrpcChannelOptions { HttpClient = client, DisposeHttpClient = true, MaxReceiveMessageSize = null });
    }

    /// <summary>A channel to the worker socket.</summary>
    public GrpcChannel OpenSocket()
    {
        var path = Part<WorkerEndpoint>().Path;
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
    }

    /// <summary>Submits a job that is valid and tiny.</summary>
    public async Task<Run> SubmitAsync(int epochs = 3, string requestId = "") =>
        (await Training.SubmitJobAsync(new SubmitJobRequest { Job = Jobs.Xor(epochs), RequestId = requestId }).Soon()).Run;

    public async Task<Run> GetAsync(string name) => (await Training.GetRunAsync(new GetRunRequest { Name = name }).Soon()).Run;

    /// <summary>The worker that the service launches next, connected and open.</summary>
    public async Task<WorkerLink> OpenNextAsync()
    {
        var link = new WorkerLink(this, await Machine.NextAsync());
        await link.OpenAsync();
        return link;
    }

    /// <summary>A run, as soon as it is as wanted.</summary>
    public async Task<Run> UntilAsync(string name, Func<Run, bool> wanted)
    {
        using var changed = Part<RunSignals>().Subscribe(name["runs/".Length..]);
        while (true)
        {
            var run = await GetAsync(name);
            if (wanted(run)) return run;
            await changed.WaitAsync(CancellationToken.None).Soon();
        }
    }

    public Task<Run> UntilAsync(string name, RunState state) => UntilAsync(name, run => run.State == state);

    public Task<Run> UntilSealedAsync(string name) => UntilAsync(name, run => run.Recording.State == RecordingState.Sealed);

    /// <summary>Submits a job and plays its worker to the end.</summary>
    public async Task<Run> FinishAsync(int epochs = 2)
    {
        var run = await SubmitAsync(epochs);
        using var worker = await OpenNextAsync();
        await worker.CommitAsync(0, epochs);
        await worker.CloseAsync(AttemptOutcome.Succeeded);
        worker.Process.Exit(0);
        return await UntilSealedAsync(run.Name);
    }

    /// <summary>Deletes a run that is over. Its process may be seen to end, and its recording be sealed, only a moment later.</summary>
    public async Task<long> DeleteAsync(string name, string etag = "")
    {
        while (true)
        {
            try
            {
                return (await Training.DeleteRunAsync(new DeleteRunRequest { Name = name, Etag = etag }).Soon()).FreedBytes;
            }
            catch (RpcException busy) when (busy.StatusCode == StatusCode.Unavailable)
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>Lets time pass, a second at a time, as it passes for a service.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Part<Supervisor>().CheckAsync().Soon();
        }
    }

    public RunCatalogue Catalogue => Part<RunCatalogue>();

    public RunFolder Folder(string run) => Host.Data.Run(run["runs/".Length..]);

    /// <summary>Stops the service in order, as a signal does.</summary>
    public async Task StopAsync()
    {
        if (_stopped) return;
        _stopped = true;
        await Host.DisposeAsync().AsTask().Soon();
        _channel.Dispose();
    }

    /// <summary>Stops this service and starts the next on the same folder.</summary>
    public async Task<TestService> RestartAsync()
    {
        await StopAsync();
        (SetUp.OwnFolder, _ownsFolder) = (_ownsFolder, false);
        return await StartAsync(SetUp);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Errors.VerifyNoErrors();
        if (_ownsFolder) Assert.True(Surroundings.Remove(SetUp.Options.Data), "Something still holds the folder of a service that has stopped.");
    }
}

/// <summary>What a test wants of its service; the same for every start of it.</summary>
internal sealed class TestSetUp
{
    public string Folder
    {
        get => Options.Data;
        init
        {
            Directory.Delete(Options.Data);
            Options.Data = value;
        }
    }

    public ServiceOptions Options { get; } = new()
    {
        Data = Directory.CreateTempSubdirectory("trainrecorder-data").FullName,
        Url = new Uri("http://127.0.0.1:0"),
        ReservedDisk = 0,
        StopGrace = TimeSpan.Zero,
        RetryPause = TimeSpan.Zero,
    };

    public TestTime Time { get; } = new();

    public FakeMachine Machine { get; init; } = new();

    public ErrorScope Errors { get; } = new();

    public bool RealWorkers { get; init; }

    public IDatasetInspector? Inspector { get; init; } = new FakeInspector();

    public IRecordingInspector? Verifier { get; init; }

    public IRecordingFiles? RecordingFiles { get; init; }

    public FaultyCatalogue? Catalogue { get; set; }

    internal bool OwnFolder { get; set; } = true;
}
