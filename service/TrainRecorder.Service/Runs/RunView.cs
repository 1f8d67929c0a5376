using Google.Protobuf.WellKnownTypes;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Runs;

/// <summary>Shows a run of the catalogue as callers see it.</summary>
internal static class RunView
{
    /// <summary>The run with its job.</summary>
    public static Run Whole(RunRow row)
    {
        var run = WithoutJob(row);
        run.Job = Job.Parser.ParseFrom(row.Job);
        return run;
    }

    /// <summary>The run without its job, which never changes and may be large.</summary>
    public static Run WithoutJob(RunRow row)
    {
        var run = new Run
        {
            Name = RunName.Of(row.Id),
            State = row.State,
            StateReason = row.SealFault.Length == 0 ? row.StateReason : $"{row.StateReason} {row.SealFault}".TrimStart(),
            Attempt = row.Attempt,
            Revision = row.Revision,
            CreateTime = row.CreateTime.ToTimestamp(),
            StartTime = row.StartTime?.ToTimestamp(),
            EndTime = row.EndTime?.ToTimestamp(),
            Estimate = new RunEstimate { Parameters = row.Parameters, RecordingBytes = row.EstimatedBytes, Seconds = row.EstimatedSeconds, MemoryBytes = row.EstimatedMemory },
            Progress = Progress(row),
            Recording = new RecordingSummary { State = row.RecordingState, Bytes = row.RecordingBytes, Sha256 = row.RecordingSha256 },
            Priority = row.Priority,
            Etag = Etags.Of(row),
            RetryOf = row.RetryOf.Length == 0 ? "" : RunName.Of(row.RetryOf),
            LostAttempts = row.LostInARow,
        };
        return run;
    }

    /// <summary>How far the run is, by what is committed.</summary>
    public static Progress Progress(RunRow row)
    {
        var progress = new Progress { Epochs = row.Epochs };
        if (row.CommittedEpoch is { } epoch) progress.Epoch = epoch;
        if (row.Metrics is { } metrics) progress.Metrics = EpochMetrics.Parser.ParseFrom(metrics);
        return progress;
    }
}
