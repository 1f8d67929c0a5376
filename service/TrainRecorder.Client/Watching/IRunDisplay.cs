using TrainRecorder.V1;

namespace TrainRecorder.Client.Watching;

/// <summary>Shows the events of a run.</summary>
internal interface IRunDisplay
{
    /// <summary>Shows events until there are no more.</summary>
    /// <returns>The run as it was last seen; null if it was not.</returns>
    Task<Run?> ShowAsync(IAsyncEnumerable<WatchRunResponse> events);
}
