using TrainRecorder.V1;

namespace TrainRecorder.Client.Output;

/// <summary>Which of an epoch's metrics a person wants to see, and how they are written.</summary>
internal static class Scores
{
    private const string Loss = "loss";

    /// <summary>The mean loss over the epoch's batches.</summary>
    public static string? TrainLoss(EpochMetrics? metrics) =>
        metrics is not null && metrics.Train.TryGetValue(Loss, out var loss) ? Quantities.Real(loss) : null;

    /// <summary>Loss and score on the validation part: <c>loss 0.2571, accuracy 94.2 %</c>.</summary>
    public static string? LossAndValidation(EpochMetrics? metrics)
    {
        var loss = metrics is not null && metrics.Validation.TryGetValue(Loss, out var held) ? $"loss {Quantities.Real(held)}" : null;
        return (loss, Validation(metrics)) switch
        {
            (null, var score) => score,
            (_, null) => loss,
            (_, var score) => $"{loss}, {score}",
        };
    }

    /// <summary>The task's score on the validation part: <c>accuracy 94.2 %</c> or <c>rmse 53.2</c>.</summary>
    public static string? Validation(EpochMetrics? metrics)
    {
        if (metrics is null) return null;
        if (metrics.Validation.TryGetValue("accuracy", out var accuracy)) return $"accuracy {Quantities.Percent(accuracy)}";
        return metrics.Validation.Where(score => score.Key != Loss).OrderBy(score => score.Key, StringComparer.Ordinal)
            .Select(score => $"{score.Key} {Quantities.Real(score.Value)}").FirstOrDefault();
    }
}
