using TrainRecorder.Training.Losses;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Validation;

/// <summary>The rules of <c>training</c>, but for what follows from the task: the loss and its options, and what is monitored.</summary>
internal static class TrainingRules
{
    /// <summary>Checks how a network is trained and makes the defaults explicit.</summary>
    public static void Resolve(V1.Training training, Violations violations)
    {
        if (!training.HasEpochs) training.Epochs = 10;
        violations.InRange("training.epochs", training.Epochs, 0, Limits.Epochs);
        if (!training.HasBatchSize) training.BatchSize = 32;
        violations.InRange("training.batch_size", training.BatchSize, 1, Limits.BatchSize);
        if (!training.HasSeed) training.Seed = 0;
        violations.InRange("training.seed", training.Seed, 0, Limits.Seed);
        if (!training.HasShuffle) training.Shuffle = true;
        if (training.Loss.Length > 0) violations.IsKnown("training.loss", training.Loss, LossKinds.Names);
        training.Optimizer ??= new Optimizer { Adam = new Adam() };
        OptimizerRules.Resolve(training.Optimizer, violations);
        ScheduleRules.Resolve(training, violations);
        if (training.Clipping is { } clipping) Resolve(clipping, violations);
        if (training.EarlyStopping is { } stopping) Resolve(stopping, violations);
    }

    private static void Resolve(GradientClipping clipping, Violations violations)
    {
        if (clipping.HasNorm == clipping.HasValue) violations.Add("training.clipping", "Exactly one of norm and value must be given.");
        if (clipping.HasNorm) violations.Above("training.clipping.norm", clipping.Norm, 0);
        if (clipping.HasValue) violations.Above("training.clipping.value", clipping.Value, 0);
    }

    private static void Resolve(EarlyStopping stopping, Violations violations)
    {
        if (!stopping.HasPatience) stopping.Patience = 10;
        violations.InRange("training.early_stopping.patience", stopping.Patience, 1, Limits.Epochs);
        if (!stopping.HasMinDelta) stopping.MinDelta = 0;
        violations.AtLeast("training.early_stopping.min_delta", stopping.MinDelta, 0);
    }
}
