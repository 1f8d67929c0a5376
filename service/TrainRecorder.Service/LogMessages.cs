using TrainRecorder.Service.Runs;
using TrainRecorder.V1;

namespace TrainRecorder.Service;

/// <summary>
/// Every log message of the service, with its stable id. Hundreds: 1 life and doors of the service, 2 runs and attempts, 3 recordings, 4
/// datasets, 9 faults.
/// </summary>
internal static partial class LogMessages
{
    [LoggerMessage(100, LogLevel.Debug, "Listening on {Address}, workers on {Socket}")]
    public static partial void Listening(ILogger logger, Uri address, string socket);

    [LoggerMessage(101, LogLevel.Information, "Stopping: {Workers} workers are told to yield")]
    public static partial void Stopping(ILogger logger, int workers);

    [LoggerMessage(102, LogLevel.Warning, "Attempt {Attempt} of run {Run} did not yield in time and is ended")]
    public static partial void WorkerEndedAtStop(ILogger logger, string run, int attempt);

    [LoggerMessage(110, LogLevel.Warning, "A call of {Method} was refused: {Status}")]
    public static partial void CallerRefused(ILogger logger, string method, Grpc.Core.StatusCode status);

    [LoggerMessage(111, LogLevel.Error, "The tokens cannot be read and let nobody in")]
    public static partial void TokensNotRead(ILogger logger, Exception fault);

    [LoggerMessage(112, LogLevel.Error, "The certificate has changed and cannot be read; the one before is shown")]
    public static partial void CertificateNotRenewed(ILogger logger, Exception fault);

    [LoggerMessage(200, LogLevel.Information, "Run {Run} is queued")]
    public static partial void RunQueued(ILogger logger, string run);

    [LoggerMessage(201, LogLevel.Information, "Attempt {Attempt} of run {Run} starts")]
    public static partial void AttemptStarted(ILogger logger, string run, int attempt);

    [LoggerMessage(202, LogLevel.Information, "Attempt {Attempt} of run {Run} is over, the run is {State}: {Reason}")]
    public static partial void AttemptEnded(ILogger logger, string run, int attempt, RunState state, string reason);

    [LoggerMessage(203, LogLevel.Warning, "Attempt {Attempt} of run {Run} was lost, the run is {State}: {Reason}")]
    public static partial void AttemptLost(ILogger logger, string run, int attempt, RunState state, string reason);

    [LoggerMessage(204, LogLevel.Warning, "The worker of attempt {Attempt} of run {Run} is still there after its attempt and is ended")]
    public static partial void WorkerStillThere(ILogger logger, string run, int attempt);

    [LoggerMessage(205, LogLevel.Information, "Run {Run} was asked to {Trigger} and is {State}")]
    public static partial void RunSteered(ILogger logger, string run, RunTrigger trigger, RunState state);

    [LoggerMessage(206, LogLevel.Warning, "The log of a worker cannot be written")]
    public static partial void WorkerLogNotWritten(ILogger logger, Exception fault);

    [LoggerMessage(207, LogLevel.Information, "Run {Run} is deleted, {Freed} bytes are free")]
    public static partial void RunDeleted(ILogger logger, string run, long freed);

    [LoggerMessage(300, LogLevel.Information, "The recording of run {Run} is sealed: epochs {First} to {Last}, {Size} bytes")]
    public static partial void Sealed(ILogger logger, string run, int first, int last, long size);

    [LoggerMessage(301, LogLevel.Warning, "The recording of run {Run} could not be sealed and will be tried again: {Reason}")]
    public static partial void SealFailed(ILogger logger, string run, string reason);

    [LoggerMessage(302, LogLevel.Information, "The recording of run {Run} is archived, {Size} bytes")]
    public static partial void Archived(ILogger logger, string run, long size);

    [LoggerMessage(303, LogLevel.Error, "The recording of run {Run} is damaged: {Fault}")]
    public static partial void RecordingDamaged(ILogger logger, string run, string fault);

    [LoggerMessage(304, LogLevel.Information, "Archive {Archive} is imported, {Size} bytes")]
    public static partial void Imported(ILogger logger, string archive, long size);

    [LoggerMessage(305, LogLevel.Information, "Archive {Archive} is restored as a run, {Size} bytes")]
    public static partial void Restored(ILogger logger, string archive, long size);

    [LoggerMessage(306, LogLevel.Information, "Archive {Archive} is deleted, {Freed} bytes are free: {Why}")]
    public static partial void ArchiveDeleted(ILogger logger, string archive, long freed, string why);

    [LoggerMessage(400, LogLevel.Information, "Dataset {Sha256} is accepted, {Size} bytes")]
    public static partial void DatasetAccepted(ILogger logger, string sha256, long size);

    [LoggerMessage(401, LogLevel.Information, "Dataset {Sha256} is deleted, {Freed} bytes are free")]
    public static partial void DatasetDeleted(ILogger logger, string sha256, long freed);

    [LoggerMessage(900, LogLevel.Error, "The workers could not be checked; the next check tries again")]
    public static partial void SupervisionFailed(ILogger logger, Exception fault);

    [LoggerMessage(901, LogLevel.Error, "No worker could be launched; tried again in a moment")]
    public static partial void DispatchFailed(ILogger logger, Exception fault);

    [LoggerMessage(902, LogLevel.Error, "The recordings to seal could not be looked up; tried again later")]
    public static partial void SealingFailed(ILogger logger, Exception fault);

    [LoggerMessage(903, LogLevel.Warning, "A file that is no longer needed could not be removed")]
    public static partial void FileNotRemoved(ILogger logger, Exception fault);

    [LoggerMessage(904, LogLevel.Error, "The catalogue failed in {Method}")]
    public static partial void StoreFailed(ILogger logger, Exception fault, string method);

    [LoggerMessage(905, LogLevel.Error, "An unexpected fault in {Method}")]
    public static partial void UnexpectedFault(ILogger logger, Exception fault, string method);

    [LoggerMessage(907, LogLevel.Error, "Housekeeping failed; tried again later")]
    public static partial void HousekeepingFailed(ILogger logger, Exception fault);

    [LoggerMessage(908, LogLevel.Error, "A recording is damaged, met in {Method}")]
    public static partial void RecordingFaulty(ILogger logger, Exception fault, string method);

    [LoggerMessage(906, LogLevel.Error, "The disk failed in {Method}")]
    public static partial void DiskFailed(ILogger logger, Exception fault, string method);
}
