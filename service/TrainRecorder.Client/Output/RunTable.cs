using Spectre.Console;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Output;

/// <summary>Runs, a line each.</summary>
internal static class RunTable
{
    public static Table Of(IEnumerable<Run> runs, DateTimeOffset now)
    {
        var table = Tables.Create("RUN", "NAME", "STATE", ">EPOCH", ">LOSS", "VALIDATION", ">AGE");
        foreach (var run in runs)
        {
            var metrics = run.Progress?.Metrics;
            table.AddTextRow(
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
