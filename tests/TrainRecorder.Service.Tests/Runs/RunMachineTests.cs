using CsCheck;
using Grpc.Core;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Runs;

/// <summary>The states of a run, checked against a pure model: any orders of people and fates of workers, on a real service.</summary>
public sealed class RunMachineTests
{
    private const int Epochs = 4;
    private const int MaxRetries = 2;

    /// <summary>What can happen, by people or by workers.</summary>
    internal enum Step
    {
        Pause,
        Resume,
        Cancel,
        Commit,
        Close,
        Die,
        Fail,
    }

    [Fact]
    public Task Run_ThroughAnySteps_IsWhatTheModelSays() => Gen.Enum<Step>().Array[1, 14].SampleAsync(async steps => await CheckAsync(steps), iter: 25, threads: 1);

    private static async Task CheckAsync(Step[] steps)
    {
        var setUp = new TestSetUp();
        setUp.Options.MaxRetries = MaxRetries;
        await using var service = await TestService.StartAsync(setUp);
        var run = await service.SubmitAsync(Epochs);
        var model = new Model();
        WorkerLink? worker = null;
        foreach (var step in steps)
        {
            if (model.State == RunState.Queued) worker = await OpenAsync(service, run.Name, model, worker);
            var expected = model.Apply(step);
            var isPossible = worker is not null || step is Step.Pause or Step.Resume or Step.Cancel;
            Assert.Equal(expected, isPossible && await TryAsync(() => DoAsync(service, run.Name, step, model, worker)));
            if (step is Step.Close or Step.Die or Step.Fail && expected) worker = End(worker);
            var now = await service.UntilAsync(run.Name, now => now.State == model.State || (model.State == RunState.Queued && now.State == RunState.Starting));
            Assert.Equal((model.Epoch, model.Lost), (now.Progress.HasEpoch ? now.Progress.Epoch : -1, now.LostAttempts));
        }

        End(worker);
    }

    private static async Task<WorkerLink> OpenAsync(TestService service, string run, Model model, WorkerLink? before)
    {
        End(before);
        var worker = await service.OpenNextAsync();
        await service.UntilAsync(run, RunState.Running);
        model.State = RunState.Running;
        model.HasWorker = true;
        return worker;
    }

    private static WorkerLink? End(WorkerLink? worker)
    {
        worker?.Process.Exit(0);
        worker?.Dispose();
        return null;
    }

    private static async Task DoAsync(TestService service, string run, Step step, Model model, WorkerLink? worker)
    {
        switch (step)
        {
            case Step.Pause: await service.Training.PauseRunAsync(new PauseRunRequest { Name = run }).Soon(); break;
            case Step.Resume: await service.Training.ResumeRunAsync(new ResumeRunRequest { Name = run }).Soon(); break;
            case Step.Cancel: await service.Training.CancelRunAsync(new CancelRunRequest { Name = run }).Soon(); break;
            case Step.Commit when model.Was == RunState.Succeeded: await worker!.SendAsync(worker.Unwritten(Epochs + 1)); break;
            case Step.Commit: await worker!.CommitAsync(model.Epoch, model.Epoch); break;
            case Step.Close: await worker!.CloseAsync(model.Was == RunState.Cancelling ? AttemptOutcome.Stopped : AttemptOutcome.Yielded); break;
            case Step.Die: worker!.Process.Exit(137); break;
            case Step.Fail: await worker!.CloseAsync(AttemptOutcome.Failed, "no"); break;
        }
    }

    private static async Task<bool> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (RpcException fault) when (fault.StatusCode == StatusCode.FailedPrecondition)
        {
            return false;
        }
    }

    /// <summary>DESIGN section 4 once more, as a person tells it.</summary>
    private sealed class Model
    {
        public RunState State { get; set; } = RunState.Queued;

        public RunState Was { get; private set; }

        public int Epoch { get; private set; } = -1;

        public int Lost { get; private set; }

        public bool HasWorker { get; set; }

        private bool IsOver => State is RunState.Succeeded or RunState.Failed or RunState.Cancelled;

        /// <summary>Applies a step.</summary>
        /// <returns>It is accepted.</returns>
        public bool Apply(Step step)
        {
            Was = State;
            return step switch
            {
                Step.Pause => Pause(),
                Step.Resume => Resume(),
                Step.Cancel => Cancel(),
                Step.Commit => Commit(),
                _ => EndWorker(step),
            };
        }

        private bool Pause()
        {
            if (IsOver || State == RunState.Cancelling) return false;
            if (State == RunState.Running) State = RunState.Pausing;
            if (State == RunState.Queued) State = RunState.Paused;
            return true;
        }

        private bool Resume()
        {
            if (IsOver || State is RunState.Cancelling or RunState.Pausing) return false;
            if (State == RunState.Paused) State = RunState.Queued;
            return true;
        }

        private bool Cancel()
        {
            if (State is RunState.Running or RunState.Pausing) State = RunState.Cancelling;
            if (State is RunState.Queued or RunState.Paused) State = RunState.Cancelled;
            return true;
        }

        private bool Commit()
        {
            if (!HasWorker || IsOver) return false;
            (Epoch, Lost) = (Epoch + 1, 0);
            if (Epoch == Epochs) State = RunState.Succeeded;
            return true;
        }

        private bool EndWorker(Step step)
        {
            if (!HasWorker) return false;
            HasWorker = false;
            if (IsOver) return true;
            if (step == Step.Fail)
            {
                State = RunState.Failed;
                return true;
            }

            // Nobody asked it to yield: as bad as being lost.
            var counts = step == Step.Die || State == RunState.Running;
            if (counts) Lost++;
            State = State switch
            {
                RunState.Cancelling => RunState.Cancelled,
                _ when Lost > MaxRetries => RunState.Failed,
                RunState.Pausing => RunState.Paused,
                _ => RunState.Queued,
            };
            return true;
        }
    }
}
