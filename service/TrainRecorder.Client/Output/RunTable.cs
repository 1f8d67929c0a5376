using TrainRecorder.V1;

namespace TrainRecorder.Client.Output;

/// <summary>Runs, a line each.</summary>
internal static class RunTable
{
    public static TextTable Of(IEnumerable<Run> runs, DateTimeOffset now)
    {
        var table = new TextTable("RUN", TextColumn.Elastic("NAME"), "STATE", TextColumn.Number("EPOCH"), TextColumn.Number("LOSS"), "VALIDATION", TextColumn.Number("AGE"));
        foreach (var run in runs)
        {
            var metrics = run.Progress?.Metrics;
            table.Add(
                RunText.Id(run.Name),
                run.Job?.Name ?? "",
                RunText.State(run.State),
                RunText.Epochs(run.Progress),
                Scores.TrainLoss(metrics) ?? "",
                Scores.Validation(metrics) ?? "",
                run.CreateTime is null ? "" : Quantities.Age(now - run.CreateTime.ToDateTimeOffset()));
        }

        return table;
    }
}
