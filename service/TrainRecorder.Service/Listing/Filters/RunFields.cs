using System.Linq.Expressions;
using TrainRecorder.Service.Catalogue.Rows;

namespace TrainRecorder.Service.Listing.Filters;

/// <summary>The fields of a run that lists can be filtered by, and where the catalogue keeps them.</summary>
internal static class RunFields
{
    private static readonly Dictionary<string, LambdaExpression> s_fields = new(StringComparer.Ordinal)
    {
        ["name"] = Of(run => "runs/" + run.Id),
        ["job.name"] = Of(run => run.DisplayName),
        ["state"] = Of(run => run.State),
        ["state_reason"] = Of(run => run.StateReason),
        ["recording.state"] = Of(run => run.RecordingState),
        ["retry_of"] = Of(run => run.RetryOf == "" ? "" : "runs/" + run.RetryOf),
        ["priority"] = Of(run => (long)run.Priority),
        ["attempt"] = Of(run => (long)run.Attempt),
        ["lost_attempts"] = Of(run => (long)run.LostInARow),
        ["progress.epoch"] = Of(run => (long)(run.CommittedEpoch ?? -1)),
        ["progress.epochs"] = Of(run => (long)run.Epochs),
        ["estimate.parameters"] = Of(run => run.Parameters),
        ["estimate.recording_bytes"] = Of(run => run.EstimatedBytes),
        ["estimate.seconds"] = Of(run => run.EstimatedSeconds),
        ["recording.bytes"] = Of(run => run.RecordingBytes),
        ["revision"] = Of(run => run.Revision),
        ["create_time"] = Of(run => (DateTimeOffset?)run.CreateTime),
        ["start_time"] = Of(run => run.StartTime),
        ["end_time"] = Of(run => run.EndTime),
    };

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => s_fields.Keys;

    /// <summary>Where a field is; null if there is none of that name.</summary>
    public static LambdaExpression? Find(string name) => s_fields.GetValueOrDefault(name);

    private static Expression<Func<RunRow, T>> Of<T>(Expression<Func<RunRow, T>> field) => field;
}
