using TrainRecorder.V1;

namespace TrainRecorder.Client.Watching;

/// <summary>A line per change, for files and pipes: every state, and at most a few epochs a second.</summary>
internal sealed class PlainDisplay(TextWriter output, TimeProvider time) : IRunDisplay
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);
    private readonly RunView _view = new();
    private string _state = "";
    private int _shownEpoch = -1;
    private long? _shownAt;

    public async Task<Run?> ShowAsync(IAsyncEnumerable<WatchRunResponse> events)
    {
        await foreach (var change in events.ConfigureAwait(false))
        {
            _view.Apply(change);
            if (change.EventCase == WatchRunResponse.EventOneofCase.Run)
            {
                // What was held back is older than the state.
                ShowEpoch();
                ShowState();
            }
            else if (change.EpochsCommitted?.Epochs.SelectMany(epoch => epoch.Findings).ToList() is { Count: > 0 } findings)
            {
                ShowEpoch();
                foreach (var finding in findings) Write(ProgressText.Finding(finding));
            }
            else if (_shownAt is not { } at || time.GetElapsedTime(at) >= s_interval)
            {
                ShowEpoch();
            }
        }

        return _view.Run;
    }

    private void ShowEpoch()
    {
        if (_view.Metrics is not { } metrics || metrics.Epoch == _shownEpoch) return;
        (_shownEpoch, _shownAt) = (metrics.Epoch, time.GetTimestamp());
        Write(ProgressText.Epoch(_view));
    }

    private void ShowState()
    {
        var state = ProgressText.State(_view.Run!);
        if (state == _state) return;
        _state = state;
        Write(state);
    }

    private void Write(string line)
    {
        output.WriteLine(line);
        output.Flush();
    }
}
