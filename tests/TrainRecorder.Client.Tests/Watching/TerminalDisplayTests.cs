using Microsoft.Extensions.Time.Testing;
using Spectre.Console;
using TrainRecorder.Client.Watching;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Tests.Watching;

public sealed class TerminalDisplayTests
{
    [Fact]
    public async Task ShowAsync_EventsOfARun_MovesABarAndEndsWithTheLastState()
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output), Interactive = InteractionSupport.Yes });
        console.Profile.Width = 100;
        console.Profile.Capabilities.Unicode = true;

        var run = await new TerminalDisplay(console, new FakeTimeProvider()).ShowAsync(Events());

        Assert.Equal(RunState.Succeeded, run?.State);
        var text = output.ToString();
        Assert.Contains("runs/7 running", text, StringComparison.Ordinal);
        Assert.Contains("━ epoch 2/2  loss 0.5", text, StringComparison.Ordinal);
        Assert.Contains("runs/7 succeeded", text, StringComparison.Ordinal);

        static async IAsyncEnumerable<WatchRunResponse> Events()
        {
            var job = new Job { Training = new() { Epochs = 2 } };
            yield return new() { Revision = 1, Run = new() { Name = "runs/7", Job = job, State = RunState.Running } };
            await Task.Yield();
            for (var epoch = 0; epoch <= 2; epoch++) yield return new() { Revision = 2 + epoch, EpochsCommitted = new() { Epochs = { new EpochMetrics { Epoch = epoch, ElapsedSeconds = epoch, Train = { ["loss"] = 1.5 - (epoch * 0.5) } } } } };
            yield return new() { Revision = 9, Run = new() { Name = "runs/7", Job = job, State = RunState.Succeeded } };
        }
    }
}
