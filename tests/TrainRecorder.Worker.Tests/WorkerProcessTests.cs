using System.Diagnostics;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using TrainRecorder.V1;
using TrainRecorder.Worker.Tests.Infrastructure;

namespace TrainRecorder.Worker.Tests;

/// <summary>The real executable, as the launcher starts it.</summary>
public sealed class WorkerProcessTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeWorkerService _service = new();
    private readonly TaskCompletionSource _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WorkerEndpoint? _endpoint;

    public async ValueTask InitializeAsync()
    {
        _service.Attempt.Job = Jobs.Xor(epochs: 1_000_000);
        _service.Attempt.Folder = _folder["run"];
        _service.Attempt.Lease = Duration.FromTimeSpan(TimeSpan.FromSeconds(30));
        _service.OnCommit = _ => _committed.TrySetResult();
        _endpoint = await WorkerEndpoint.StartAsync(_folder["s"], _service);
    }

    public async ValueTask DisposeAsync()
    {
        await _endpoint!.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Attempt_SmallRun_ExitsWith0()
    {
        _service.Attempt.Job = Jobs.Xor(epochs: 5);
        using var worker = Start();

        Assert.Equal(0, await EndAsync(worker));
        Assert.Equal(Enumerable.Range(0, 6), _service.CommittedEpochs);
        Assert.Equal(AttemptOutcome.Succeeded, Assert.Single(_service.Closes).Outcome);
    }

    [Fact]
    public async Task Attempt_Terminated_YieldsAndTheNextOneGoesOn()
    {
        if (OperatingSystem.IsWindows()) return;
        using var first = Start();
        await _committed.Task.DefaultTimeout();

        using (var kill = Process.Start("kill", ["-TERM", first.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync().DefaultTimeout();

        Assert.Equal(0, await EndAsync(first));
        Assert.Equal(AttemptOutcome.Yielded, Assert.Single(_service.Closes).Outcome);
        var committed = _service.Attempt.CommittedEpoch;
        _service.OnHeartbeat = _ => _service.Attempt.CommittedEpoch > committed ? Directive.Stop : Directive.Continue;
        using var second = Start(attempt: 2);
        Assert.Equal(0, await EndAsync(second));
        Assert.Equal(Enumerable.Range(0, _service.Attempt.CommittedEpoch + 1), _service.CommittedEpochs);
    }

    [Fact]
    public async Task Attempt_Killed_LosesNothingThatIsCommitted()
    {
        using var first = Start();
        await _committed.Task.DefaultTimeout();
        first.Kill();
        await first.WaitForExitAsync().DefaultTimeout();
        var committed = _service.Attempt.CommittedEpoch;

        _service.OnHeartbeat = _ => _service.Attempt.CommittedEpoch > committed ? Directive.Stop : Directive.Continue;
        using var second = Start(attempt: 2);

        Assert.Equal(0, await EndAsync(second));
        Assert.Equal(Enumerable.Range(0, _service.Attempt.CommittedEpoch + 1), _service.CommittedEpochs);
    }

    [Fact]
    public async Task Attempt_ServiceGoneForALease_ExitsAsLost()
    {
        // Here it is waited for.
        _service.Attempt.Lease = Duration.FromTimeSpan(TimeSpan.FromSeconds(5));
        using var worker = Start();
        await _committed.Task.DefaultTimeout();

        await _endpoint!.DisposeAsync();

        Assert.Equal(ExitCode.ServiceLost, await EndAsync(worker));
    }

    [Fact]
    public async Task Attempt_WithoutEnvironment_IsWrongUsage()
    {
        using var worker = Start(arguments: ["attempt"], environment: false);

        Assert.Equal(ExitCode.Usage, await EndAsync(worker));
    }

    [Fact]
    public async Task Inspect_NoSuchFile_ExitsAsUnexpectedWithTheReasonOnTheErrorStream()
    {
        using var worker = Start(arguments: ["inspect", "csv", _folder["none.csv"]], environment: false);
        var error = worker.StandardError.ReadToEndAsync();

        Assert.Equal(ExitCode.Unexpected, await EndAsync(worker));
        Assert.Contains("none.csv", await error.DefaultTimeout(), StringComparison.Ordinal);
    }

    private Process Start(int attempt = 1, string[]? arguments = null, bool environment = true)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "TrainRecorder.Worker.dll"), .. arguments ?? ["attempt"]])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (environment)
        {
            start.Environment["TRAINRECORDER_SOCKET"] = _folder["s"];
            start.Environment["TRAINRECORDER_TOKEN"] = FakeWorkerService.Token;
            start.Environment["TRAINRECORDER_RUN"] = "runs/1";
            start.Environment["TRAINRECORDER_ATTEMPT"] = attempt.ToString(CultureInfo.InvariantCulture);
            start.Environment["TRAINRECORDER_THREADS"] = "1";
        }

        return Process.Start(start)!;
    }

    private static async Task<int> EndAsync(Process worker)
    {
        try
        {
            await worker.WaitForExitAsync().DefaultTimeout();
            return worker.ExitCode;
        }
        finally
        {
            worker.Kill();
        }
    }
}
