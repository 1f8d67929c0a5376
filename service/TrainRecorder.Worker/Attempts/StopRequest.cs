namespace TrainRecorder.Worker;

/// <summary>What a worker was asked to do before its run is done.</summary>
internal enum StopRequest
{
    /// <summary>Nothing: train to the end.</summary>
    None,

    /// <summary>Keep what is finished; another attempt goes on later.</summary>
    Yield,

    /// <summary>Keep what is finished; the run ends.</summary>
    Stop,
}
