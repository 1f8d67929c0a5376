using Spectre.Console;
using TrainRecorder.Client.Output;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Watching;

/// <summary>One line that moves, for a person at a terminal: a bar, the epoch, the scores, the time left. States stay above it.</summary>
internal sealed class TerminalDisplay(IAnsiConsole console, TimeProvider time) : IRunDisplay
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(80);

    public async Task<Run?> ShowAsync(IAsyncEnumerable<WatchRunResponse> events)
    {
        var view = new RunView();
        var shown = default(long?);
        await console.Live(Text.Empty).AutoClear(false).StartAsync(async live =>
        {
            await foreach (var change in events.ConfigureAwait(false))
            {
                view.Apply(change);
                var isState = change.EventCase == WatchRunResponse.EventOneofCase.Run;
                if (!isState && shown is { } at && time.GetElapsedTime(at) < s_interval) continue;
                shown = time.GetTimestamp();
                live.UpdateTarget(Picture(view));
                live.Refresh();
            }

            live.UpdateTarget(Picture(view));
        }).ConfigureAwait(false);
        return view.Run;
    }

    /// <summary>The state; what the diagnostics found last; the bar and the numbers.</summary>
    private Rows Picture(RunView view)
    {
        var state = new Text(view.Run is null ? "" : ProgressText.State(view.Run), new Style(Colour(view.Run?.State)));
        var numbers = ProgressText.Epoch(view);
        if (numbers.Length == 0) return new Rows(state);
        var findings = view.Findings.Select(finding => new Text(ProgressText.Finding(finding), new Style(Color.Yellow)));
        return new Rows([state, .. findings, new Markup($"{ProgressBar.Markup(console, view.Share, numbers.Length)} {numbers.EscapeMarkup()}").Overflow(Overflow.Ellipsis)]);
    }

    private static Color Colour(RunState? state) => state switch
    {
        RunState.Succeeded => Color.Green,
        RunState.Failed => Color.Red,
        RunState.Cancelled or RunState.Cancelling or RunState.Pausing or RunState.Paused => Color.Yellow,
        _ => Color.Default,
    };
}
