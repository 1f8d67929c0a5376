using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using TrainRecorder.V1;

namespace TrainRecorder.EndToEnd.Tests;

/// <summary>The real service as a process of its own, with its data and tokens in a folder of the test.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    /// <summary>Settings for a busy machine, on which a worker may say nothing for a while: lost is what was killed, and nothing else.</summary>
    public static readonly string[] Patience = ["--lease", "60s", "--start-timeout", "5m"];

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly GrpcChannel _channel;
    private readonly Task<string> _errors;
    private readonly IReadOnlyDictionary<string, string> _environment;

    private ServiceProcess(Process process, string url, Task<string> errors, IReadOnlyDictionary<string, string> environment)
    {
        (_process, Url, _errors, _environment) = (process, url, errors, environment);
        var credentials = CallCredentials.FromInterceptor((_, metadata) =>
        {
            metadata.Add("authorization", "Bearer " + Token);
            return Task.CompletedTask;
        });
        _channel = GrpcChannel.ForAddress(url, new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Create(url.StartsWith("https", StringComparison.Ordinal) ? ChannelCredentials.SecureSsl : ChannelCredentials.Insecure, credentials),
            UnsafeUseInsecureChannelCallCredentials = true,
        });
        Training = new TrainingService.TrainingServiceClient(_channel);
        Server = new ServerService.ServerServiceClient(_channel);
    }

    public string Url { get; }

    /// <summary>The token that it wrote for those who call it.</summary>
    public string Token => File.ReadAllText(Directory.GetFiles(_environment["TRAINRECORDER_TOKEN_DIR"], $"*_{new Uri(Url).Port}.token").Single()).Trim();

    /// <summary>What programs that call it need in their environment to find its token.</summary>
    public IReadOnlyDictionary<string, string> Environment => _environment;

    public int Id => _process.Id;

    /// <summary>Calls it with its token.</summary>
    public GrpcChannel Channel => _channel;

    public TrainingService.TrainingServiceClient Training { get; }

    public ServerService.ServerServiceClient Server { get; }

    public static async Task<ServiceProcess> StartAsync(
        TemporaryFolder folder, IReadOnlyDictionary<string, string>? environment = null, string address = "http://127.0.0.1:0", string? program = null, params string[] settings)
    {
        var variables = new Dictionary<string, string>(environment ?? new Dictionary<string, string>()) { ["TRAINRECORDER_TOKEN_DIR"] = folder["tokens"] };
        var start = Command.Dotnet([program ?? Checkout.Service, "--data", folder["data"], "--urls", address, "--stop-with-input", "true", .. settings], variables);
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(s_limit)
            ?? throw new InvalidOperationException("the service did not start: " + await errors);
        var url = line.Split(' ', ',').First(word => word.StartsWith("http", StringComparison.Ordinal));
        return new ServiceProcess(process, url, errors, variables);
    }

    /// <summary>Runs <c>trainrecorder</c> against this service.</summary>
    public Task<CommandResult> ClientAsync(params string[] arguments) => Command.RunAsync([Checkout.Client, .. arguments, "--server", Url], _environment);

    /// <summary>Submits a job file and gives the name of its run.</summary>
    public async Task<string> SubmitAsync(string job)
    {
        var submitted = await ClientAsync("submit", job, "--json");
        return System.Text.Json.Nodes.JsonNode.Parse(submitted.Good())!["name"]!.GetValue<string>();
    }

    /// <summary>Every epoch's metrics as the service tells them, until the run has ended.</summary>
    public async Task<(Run Run, List<EpochMetrics> Epochs)> WatchAsync(string run, Func<EpochMetrics, Task>? onEpoch = null)
    {
        var epochs = new List<EpochMetrics>();
        using var call = Training.WatchRun(new WatchRunRequest { Name = run, StartRevision = 1 }, deadline: Deadline(Command.LongLimit));
        Run? last = null;
        await foreach (var change in call.ResponseStream.ReadAllAsync())
        {
            last = change.Run ?? last;
            foreach (var metrics in change.EpochsCommitted?.Epochs ?? [])
            {
                epochs.Add(metrics);
                await (onEpoch?.Invoke(metrics) ?? Task.CompletedTask);
            }
        }

        return (last ?? throw new InvalidOperationException("no state of the run was streamed"), epochs);
    }

    public async Task<Run> GetRunAsync(string run) => (await Training.GetRunAsync(new GetRunRequest { Name = run }, deadline: Deadline(Command.Limit))).Run;

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync().WaitAsync(s_limit);
    }

    /// <summary>SIGTERM, as systemd and container engines stop a service.</summary>
    /// <returns>Its exit code, and what it logged.</returns>
    public async Task<(int ExitCode, string Log)> TerminateAsync()
    {
        Signals.Terminate(_process.Id);
        await _process.WaitForExitAsync().WaitAsync(s_limit);
        return (_process.ExitCode, await _errors.WaitAsync(s_limit));
    }

    /// <summary>Completes when an epoch of a run is committed.</summary>
    public async Task UntilEpochAsync(string run, int epoch)
    {
        using var call = Training.WatchRun(new WatchRunRequest { Name = run, StartRevision = 1 }, deadline: Deadline(Command.Limit));
        await foreach (var change in call.ResponseStream.ReadAllAsync())
        {
            if (change.EpochsCommitted?.Epochs.Any(metrics => metrics.Epoch >= epoch) == true) return;
        }

        Assert.Fail("the run ended before it could be disturbed");
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync().WaitAsync(s_limit);
        }

        await _errors.WaitAsync(s_limit);
        _process.Dispose();
    }

    // A bound for a call, not a clock of the program.
    private static DateTime Deadline(TimeSpan limit) => TimeProvider.System.GetUtcNow().UtcDateTime + limit;
}
