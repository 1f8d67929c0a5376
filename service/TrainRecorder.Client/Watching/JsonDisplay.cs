using TrainRecorder.Client.Output;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Watching;

/// <summary>Each event as it came, JSON, a line each.</summary>
internal sealed class JsonDisplay(Terminal terminal) : IRunDisplay
{
    public async Task<Run?> ShowAsync(IAsyncEnumerable<WatchRunResponse> events)
    {
        var view = new RunView();
        await foreach (var change in events.ConfigureAwait(false))
        {
            view.Apply(change);
            terminal.WriteJson(change);
            await terminal.Output.FlushAsync().ConfigureAwait(false);
        }

        return view.Run;
    }
}
