namespace TrainRecorder.Service.Runs;

/// <summary>What can happen to a run.</summary>
internal enum RunTrigger
{
    /// <summary>A worker process is launched for it.</summary>
    Launch,

    /// <summary>The worker reports.</summary>
    Open,

    /// <summary>The last epoch is committed.</summary>
    Complete,

    /// <summary>The worker says that nobody can go on.</summary>
    Fail,

    /// <summary>The worker has stopped, as told, and the run may go on later.</summary>
    Yield,

    /// <summary>The worker is lost and the run may be tried again.</summary>
    Lose,

    /// <summary>The worker is lost once too often.</summary>
    GiveUp,

    /// <summary>A person asks it to make room and wait.</summary>
    Pause,

    /// <summary>A person asks it to go on.</summary>
    Resume,

    /// <summary>A person asks it to stop.</summary>
    Cancel,

    /// <summary>The time that a worker has to stop by itself is over.</summary>
    Kill,
}
