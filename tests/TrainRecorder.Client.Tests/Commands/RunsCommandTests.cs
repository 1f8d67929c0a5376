using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using TrainRecorder.Client.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Tests.Commands;

public sealed class RunsCommandTests : ClientFixture
{
    [Fact]
    public async Task List_ThreeRuns_ShowsATableOverAllPages()
    {
        Service.Runs["runs/a1"] = Run("runs/a1", "iris", RunState.Succeeded, TimeSpan.FromDays(3), epoch: 60, accuracy: 0.9667);
        Service.Runs["runs/b2"] = Run("runs/b2", "digits [red]", RunState.Running, TimeSpan.FromMinutes(5), epoch: 12, accuracy: 0.5);
        Service.Runs["runs/c3"] = new() { Name = "runs/c3", Job = new() { Name = "数字" }, State = RunState.Queued, CreateTime = Before(TimeSpan.FromSeconds(8)), Progress = new() { Epochs = 60 } };

        var outcome = await RunAsync("runs", "list");

        Assert.Equal(
            """
            RUN  NAME          STATE      EPOCH    LOSS  VALIDATION         AGE
            c3   数字          queued      -/60                             8 s
            b2   digits [red]  running    12/60  0.2346  accuracy 50.0 %  5 min
            a1   iris          succeeded  60/60  0.2346  accuracy 96.7 %    3 d
            """.ReplaceLineEndings("\n"),
            outcome.Output);
    }

    [Fact]
    public async Task List_Limit_ShowsTheNewest()
    {
        for (var i = 1; i <= 5; i++) Service.Runs[$"runs/{i}"] = new() { Name = $"runs/{i}" };

        var outcome = await RunAsync("runs", "list", "--limit", "3", "--json");

        Assert.Equal(["runs/5", "runs/4", "runs/3"], outcome.Output.Split('\n').Select(line => JsonParser.Default.Parse<Run>(line).Name));
    }

    [Fact]
    public async Task List_NoRuns_SaysSoBesideTheOutput()
    {
        Assert.Equal(new Outcome(0, "", "no runs yet; submit one with \"trainrecorder submit JOB.json\""), await RunAsync("runs", "list"));
    }

    [Fact]
    public async Task Show_Run_TellsEachAspectOnALine()
    {
        var run = Run("runs/a1", "digits", RunState.Running, TimeSpan.FromMinutes(5), epoch: 12, accuracy: 0.9423);
        run.StateReason = "went on after a lost worker";
        run.Attempt = 2;
        run.Job.Network = new() { Layers = { new Layer { Dense = new() { Units = 32 } }, new Layer { Dense = new() { Units = 10 } } } };
        run.Job.Data = new() { Generate = new() { Xor = new() } };
        run.Estimate = new() { Parameters = 2410, RecordingBytes = 1000 };
        run.Recording = new() { State = RecordingState.Live, Bytes = 123_456 };
        Service.Runs["runs/a1"] = run;

        Assert.Equal(
            """
            run         runs/a1
            name        digits
            state       running: went on after a lost worker
            epoch       12/60
            loss        0.2346
            validation  loss 0.3, accuracy 94.2 %
            layers      dense 32, dense 10
            data        generated: xor
            estimate    2,410 parameters, a recording of at most 1000 B
            recording   live, 120.6 KiB
            attempt     2
            submitted   2026-05-04 11:55:00 UTC (5 min ago)
            """.ReplaceLineEndings("\n"),
            (await RunAsync("runs", "show", "a1")).Output);
    }

    [Fact]
    public async Task Show_FailedRun_ExitsWith1()
    {
        Service.Runs["runs/a1"] = new() { Name = "runs/a1", State = RunState.Failed };

        Assert.Equal(1, (await RunAsync("runs", "show", "a1")).Code);
    }

    [Fact]
    public async Task Show_UnknownRun_SaysSo() =>
        Assert.Equal(new Outcome(1, "", "there is no runs/zz"), await RunAsync("runs", "show", "zz"));

    [Fact]
    public async Task Cancel_RunningRun_SaysWhatItIsNow()
    {
        Service.Runs["runs/a1"] = new() { Name = "runs/a1", State = RunState.Running };

        Assert.Equal(new Outcome(0, "runs/a1 cancelling", ""), await RunAsync("runs", "cancel", "a1"));
    }

    private Timestamp Before(TimeSpan age) => Timestamp.FromDateTimeOffset(Time.GetUtcNow() - age);

    private Run Run(string name, string displayName, RunState state, TimeSpan age, int epoch, double accuracy) => new()
    {
        Name = name,
        Job = new() { Name = displayName },
        State = state,
        CreateTime = Before(age),
        Progress = new()
        {
            Epoch = epoch,
            Epochs = 60,
            Metrics = new() { Epoch = epoch, Train = { ["loss"] = 0.23456 }, Validation = { ["loss"] = 0.3, ["accuracy"] = accuracy } },
        },
    };
}
