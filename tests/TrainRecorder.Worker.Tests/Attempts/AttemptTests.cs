using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using TrainRecorder.Recording;
using TrainRecorder.V1;
using TrainRecorder.Worker.Attempts;
using TrainRecorder.Worker.Link;
using TrainRecorder.Worker.Tests.Infrastructure;

namespace TrainRecorder.Worker.Tests.Attempts;

public sealed class AttemptTests : IAsyncLifetime
{
    private const int Epochs = 12;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeWorkerService _service = new();
    private WorkerEndpoint? _endpoint;

    public async ValueTask InitializeAsync()
    {
        _service.Attempt.Job = Jobs.Xor(Epochs);
        _service.Attempt.Folder = _folder["run"];
        // The clock of these tests runs fast; see TickingTime.
        _service.Attempt.Lease = Duration.FromTimeSpan(TimeSpan.FromDays(1000));
        _endpoint = await WorkerEndpoint.StartAsync(_folder["s"], _service);
    }

    public async ValueTask DisposeAsync()
    {
        await _endpoint!.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task RunAsync_NewRun_CommitsEveryEpochOnceAndCloses()
    {
        Assert.Equal(ExitCode.Good, await RunAsync(attempt: 1));

        Assert.Equal(Enumerable.Range(0, Epochs + 1), _service.CommittedEpochs);
        Assert.Equal(Enumerable.Range(0, Epochs + 1), _service.Commits.SelectMany(commit => commit.Metrics).Select(metrics => metrics.Epoch));
        Assert.True(_service.Commits.Count > 1);
        Assert.Equal(AttemptOutcome.Succeeded, Assert.Single(_service.Closes).Outcome);
        Assert.NotEmpty(_service.Heartbeats);
    }

    [Fact]
    public async Task RunAsync_EarlyStopping_CommitsThatTrainingEndedAndWhy()
    {
        _service.Attempt.Job = Jobs.Xor(epochs: 500);
        _service.Attempt.Job.Training.EarlyStopping = new() { Monitor = "validation.loss", Patience = 3, MinDelta = 1e9 };

        Assert.Equal(ExitCode.Good, await RunAsync(attempt: 1));

        // The first epoch is better than none; the three after it are not better by so much.
        Assert.Equal(Enumerable.Range(0, 5), _service.CommittedEpochs);
        Assert.All(_service.Commits.SkipLast(1), commit => Assert.Null(commit.EarlyEnd));
        var end = _service.Commits.Last().EarlyEnd;
        Assert.False(end.Failed);
        Assert.StartsWith("Stopped early at epoch 4: validation.loss has not become better for 3 epochs; the best epoch is 1 with ", end.Reason, StringComparison.Ordinal);
        Assert.Equal(AttemptOutcome.Succeeded, Assert.Single(_service.Closes).Outcome);
    }

    [Fact]
    public async Task RunAsync_RuleThatStops_CommitsTheFindingAndFails()
    {
        _service.Attempt.Job = Jobs.Xor(epochs: 500);
        _service.Attempt.Job.Diagnostics.PoorInitialization.Threshold = 1 + 1e-9;
        _service.Attempt.Job.Diagnostics.PoorInitialization.Stop = true;

        Assert.Equal(ExitCode.Good, await RunAsync(attempt: 1));

        var commit = Assert.Single(_service.Commits);
        Assert.Equal((0, 0), (commit.FirstEpoch, commit.LastEpoch));
        Assert.Equal("poor_initialization", Assert.Single(Assert.Single(commit.Metrics).Findings).Rule);
        Assert.True(commit.EarlyEnd.Failed);
        var close = Assert.Single(_service.Closes);
        Assert.Equal((AttemptOutcome.Failed, commit.EarlyEnd.Reason), (close.Outcome, close.Message));
        Assert.StartsWith("Stopped by rule poor_initialization at epoch 0 in layer hidden1 (", close.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_EachCommit_NamesASegmentAndAStateThatAreOnDisk()
    {
        var checkedCommits = 0;
        _service.OnCommit = commit =>
        {
            var segment = File.ReadAllBytes(Path.Combine(_folder["run"], commit.File));
            Assert.Equal((commit.Size, commit.Sha256), (segment.Length, Convert.ToHexStringLower(SHA256.HashData(segment))));
            Assert.Equal($"{commit.FirstEpoch}-{commit.LastEpoch}.a1.parquet", commit.File);
            Assert.Equal($"state-{commit.LastEpoch}.a1.bin", commit.StateFile);
            Assert.True(File.Exists(Path.Combine(_folder["run"], commit.StateFile)));
            checkedCommits++;
        };

        Assert.Equal(ExitCode.Good, await RunAsync(attempt: 1));

        Assert.True(checkedCommits > 1);
        Assert.Empty(Directory.GetFiles(_folder["run"], "*.tmp"));
    }

    [Fact]
    public async Task RunAsync_Metrics_AreThoseOfTheRecording()
    {
        await RunAsync(attempt: 1);

        using var recording = await RecordingReader.OpenAsync(_folder["run"]);
        var metrics = _service.Commits.SelectMany(commit => commit.Metrics).ToArray();
        Assert.Equal(metrics.Select(epoch => epoch.Train["loss"]), await recording.ReadScalarsAsync("train.loss"));
        Assert.Equal(metrics.Select(epoch => epoch.Validation["accuracy"]), await recording.ReadScalarsAsync("validation.accuracy"));
        Assert.Equal(metrics.Select(epoch => (double)epoch.Step), await recording.ReadScalarsAsync("step"));
    }

    [Theory]
    [InlineData(Directive.CheckpointAndYield, AttemptOutcome.Yielded)]
    [InlineData(Directive.Stop, AttemptOutcome.Stopped)]
    public async Task RunAsync_DirectiveInMidRun_CommitsWhatIsFinishedAndClosesSo(Directive directive, AttemptOutcome outcome)
    {
        _service.Attempt.Job = Jobs.Xor(epochs: 1_000_000);
        _service.OnHeartbeat = _ => _service.Commits.IsEmpty ? Directive.Continue : directive;

        Assert.Equal(ExitCode.Good, await RunAsync(attempt: 1));

        Assert.Equal(outcome, Assert.Single(_service.Closes).Outcome);
        Assert.Equal(Enumerable.Range(0, _service.Attempt.CommittedEpoch + 1), _service.CommittedEpochs);
        Assert.InRange(_service.Attempt.CommittedEpoch, 1, 999_999);
    }

    [Fact]
    public async Task RunAsync_AfterALostAttempt_GoesOnWithTheSameBits()
    {
        await RunAsync(attempt: 1);
        var uninterrupted = await WeightsAsync();
        Directory.Delete(_folder["run"], recursive: true);
        Forget();

        _service.OnCommit = commit =>
        {
            if (commit.FirstEpoch >= 4) throw new RpcException(new Status(StatusCode.Internal, "the service broke"));
        };
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(attempt: 1));
        Assert.Empty(_service.Closes);
        var committed = _service.Attempt.CommittedEpoch;
        _service.OnCommit = _ => { };
        Assert.Equal(ExitCode.Good, await RunAsync(attempt: 2));

        Assert.InRange(committed, 0, 4);
        Assert.Equal(Enumerable.Range(0, Epochs + 1), _service.CommittedEpochs);
        Assert.Equal(uninterrupted, await WeightsAsync());
    }

    [Fact]
    public async Task RunAsync_LostAfterEachCommitInTurn_LeavesTheSameRecording()
    {
        const int Epochs = 7;
        _service.Attempt.Job = Jobs.WithMemory(Epochs);
        Assert.Equal(ExitCode.Good, await RunAsync(attempt: 1, segment: TimeSpan.FromSeconds(2)));
        Directory.Move(_folder["run"], _folder["whole"]);
        using var whole = await RecordingReader.OpenAsync(_folder["whole"]);
        // Every epoch is a commit of its own.
        Assert.Equal(Epochs + 1, _service.Commits.Count);

        for (var last = 0; last < Epochs; last++)
        {
            Forget();
            _service.OnCommit = commit =>
            {
                if (commit.FirstEpoch > last) throw new RpcException(new Status(StatusCode.Internal, "the service broke"));
            };
            await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(attempt: 1, segment: TimeSpan.FromSeconds(2)));
            Assert.Equal(last, _service.Attempt.CommittedEpoch);
            _service.OnCommit = _ => { };
            Assert.Equal(ExitCode.Good, await RunAsync(attempt: 2, segment: TimeSpan.FromSeconds(2)));

            Assert.Equal(Enumerable.Range(0, Epochs + 1), _service.CommittedEpochs);
            using (var resumed = await RecordingReader.OpenAsync(_folder["run"]))
            {
                var difference = await RecordingComparison.CompareAsync(whole, resumed);
                Assert.True(difference is null, $"lost after epoch {last}: {difference}");
            }
            Directory.Delete(_folder["run"], recursive: true);
        }
    }

    [Fact]
    public async Task RunAsync_EverythingCommittedAlready_OnlyCloses()
    {
        _service.Attempt.CommittedEpoch = Epochs;
        _service.Attempt.StateFile = "state-12.a1.bin";

        Assert.Equal(ExitCode.Good, await RunAsync(attempt: 2));

        Assert.Empty(_service.Commits);
        Assert.Equal(AttemptOutcome.Succeeded, Assert.Single(_service.Closes).Outcome);
    }

    [Theory]
    [InlineData(true, "state-3.a1.bin is damaged")]
    [InlineData(false, "state-3.a1.bin is missing")]
    public async Task RunAsync_StateThatCannotBeRead_FailsTheRunAndSaysWhy(bool exists, string reason)
    {
        Directory.CreateDirectory(_folder["run"]);
        if (exists) File.WriteAllBytes(Path.Combine(_folder["run"], "state-3.a1.bin"), new byte[100]);
        _service.Attempt.CommittedEpoch = 3;
        _service.Attempt.StateFile = "state-3.a1.bin";

        Assert.Equal(ExitCode.Good, await RunAsync(attempt: 2));

        var close = Assert.Single(_service.Closes);
        Assert.Equal(AttemptOutcome.Failed, close.Outcome);
        Assert.Contains(reason, close.Message, StringComparison.Ordinal);
        Assert.Empty(_service.Commits);
    }

    [Fact]
    public async Task RunAsync_StateOutsideTheFolder_IsNotRead()
    {
        _service.Attempt.CommittedEpoch = 3;
        _service.Attempt.StateFile = "../state.bin";

        await RunAsync(attempt: 2);

        Assert.Contains("no name of a state file", Assert.Single(_service.Closes).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_BadData_FailsTheRunInOneLine()
    {
        var table = _folder["data.csv"];
        File.WriteAllText(table, "a,b,y\n1,2,x\n3,foo,z\n5,bar\n");
        var job = Jobs.Xor(Epochs);
        job.Data = new() { Dataset = "datasets/" + new string('0', 64), Label = "y", Task = "classification", ValidationFraction = 0.2, Normalization = "none" };
        _service.Attempt.Job = job;
        _service.Attempt.Datasets.Add(new DatasetFile { Name = job.Data.Dataset, Path = table, Format = "csv" });

        Assert.Equal(ExitCode.Good, await RunAsync(attempt: 1));

        var close = Assert.Single(_service.Closes);
        Assert.Equal(AttemptOutcome.Failed, close.Outcome);
        Assert.NotEmpty(close.Message);
        Assert.DoesNotContain('\n', close.Message);
    }

    [Fact]
    public async Task RunAsync_FolderThatCannotBeWritten_FailsTheRun()
    {
        File.WriteAllText(_folder["file"], "");
        _service.Attempt.Folder = Path.Combine(_folder["file"], "run");

        Assert.Equal(ExitCode.Good, await RunAsync(attempt: 1));

        var close = Assert.Single(_service.Closes);
        Assert.Equal(AttemptOutcome.Failed, close.Outcome);
        Assert.StartsWith("the recording cannot be written: ", close.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_AnotherAttemptTookItsPlace_StopsAndWritesNothingMore()
    {
        _service.Attempt.Job = Jobs.Xor(epochs: 1_000_000);
        var files = 0;
        _service.OnCommit = commit =>
        {
            if (commit.FirstEpoch < 3) return;
            files = Directory.GetFiles(_folder["run"]).Length;
            throw FakeWorkerService.Over();
        };

        Assert.Equal(ExitCode.AttemptOver, await RunAsync(attempt: 1));

        Assert.Empty(_service.Closes);
        Assert.Equal(files, Directory.GetFiles(_folder["run"]).Length);
    }

    [Fact]
    public async Task RunAsync_HeartbeatHearsThatTheAttemptIsOver_StopsWithoutClosing()
    {
        _service.Attempt.Job = Jobs.Xor(epochs: 1_000_000);
        _service.OnHeartbeat = _ => _service.Commits.IsEmpty ? Directive.Continue : throw FakeWorkerService.Over();

        Assert.Equal(ExitCode.AttemptOver, await RunAsync(attempt: 1));

        Assert.Empty(_service.Closes);
    }

    [Fact]
    public async Task RunAsync_ServiceRestartsInMidRun_GoesOn()
    {
        var third = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _service.OnCommit = _ =>
        {
            if (_service.Commits.Count == 3) third.TrySetResult();
        };
        var attempt = RunAsync(attempt: 1);
        await third.Task.DefaultTimeout();

        await _endpoint!.DisposeAsync();
        _endpoint = await WorkerEndpoint.StartAsync(_folder["s"], _service);

        Assert.Equal(ExitCode.Good, await attempt);
        Assert.Equal(Enumerable.Range(0, Epochs + 1), _service.CommittedEpochs.Distinct());
        Assert.Equal(AttemptOutcome.Succeeded, _service.Closes.Last().Outcome);
    }

    /// <param name="attempt">Its number.</param>
    /// <param name="segment">By how much the clock goes on whenever it is looked at; a segment holds a second.</param>
    private async Task<int> RunAsync(int attempt, TimeSpan? segment = null)
    {
        var time = new TickingTime(segment ?? TimeSpan.FromMilliseconds(600));
        var options = new AttemptOptions(_folder["s"], FakeWorkerService.Token, "runs/1", attempt, Threads: 1);
        using var channel = WorkerChannel.Open(options.Socket);
        using var link = new ServiceLink(new WorkerService.WorkerServiceClient(channel), options.Token, options.Run, attempt, time, NullLogger.Instance) { Patience = TimeSpan.FromDays(1) };
        using var stop = new StopSignal();
        return await AttemptCommand.RunAsync(new Attempt(options, link, stop, time, NullLogger.Instance), NullLogger.Instance).DefaultTimeout();
    }

    private void Forget()
    {
        _service.Commits.Clear();
        _service.Closes.Clear();
        _service.Attempt.ClearCommittedEpoch();
        _service.Attempt.StateFile = "";
    }

    private async Task<float[]?> WeightsAsync()
    {
        using var recording = await RecordingReader.OpenAsync(_folder["run"]);
        return await recording.ReadFloatsAsync("output.weight", Epochs);
    }
}
