namespace TrainRecorder.Service.Runs;

/// <summary>Why a run is where it is, in words that stand in more than one place.</summary>
internal static class RunReasons
{
    /// <summary>Of a run in the queue.</summary>
    public const string Waits = "Waits for a free worker.";

    /// <summary>Of a run that was stopped.</summary>
    public const string Cancelled = "Cancelled on request.";

    /// <summary>Of a run whose worker has yielded.</summary>
    public const string Paused = "Paused on request.";
}
