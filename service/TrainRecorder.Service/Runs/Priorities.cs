using TrainRecorder.Service.Endpoints;

namespace TrainRecorder.Service.Runs;

/// <summary>Which of the runs that wait starts first.</summary>
internal static class Priorities
{
    private const int Limit = 1_000;

    /// <summary>Checks a priority that a caller chose.</summary>
    public static void Check(int priority, Violations violations)
    {
        if (priority is < -Limit or > Limit) violations.Add("priority", $"must be from -{Limit} to {Limit}");
    }
}
