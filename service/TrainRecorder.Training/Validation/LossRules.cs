using System.Globalization;
using TrainRecorder.Training.Losses;

namespace TrainRecorder.Training.Validation;

/// <summary>What follows from the loss and the task: the options of the loss, and the numbers that can be monitored.</summary>
internal static class LossRules
{
    /// <summary>Checks them and makes their defaults explicit.</summary>
    /// <param name="training">With its loss; an unknown one was noted already.</param>
    /// <param name="task">Empty if it is not known.</param>
    /// <param name="classes">How many classes there are; null if that is not known.</param>
    /// <param name="violations">Where faults go.</param>
    public static void Resolve(V1.Training training, string task, long? classes, Violations violations)
    {
        Monitored("training.schedule.plateau.monitor", training.Schedule?.Plateau?.Monitor, monitor => training.Schedule!.Plateau.Monitor = monitor, task, violations);
        Monitored("training.early_stopping.monitor", training.EarlyStopping?.Monitor, monitor => training.EarlyStopping!.Monitor = monitor, task, violations);

        var known = LossKinds.Names.Contains(training.Loss);
        var ofClasses = LossKinds.IsOfClasses(training.Loss);
        if (training.HasLabelSmoothing) violations.HalfOpen("training.label_smoothing", training.LabelSmoothing, 0, 1);
        else training.LabelSmoothing = 0;
        if (training.LabelSmoothing != 0 && known && !ofClasses) violations.Add("training.label_smoothing", $"Is for cross_entropy and bce; the loss is {training.Loss}.");

        if (training.HasHuberDelta)
        {
            violations.Above("training.huber_delta", training.HuberDelta, 0);
            if (known && training.Loss != LossKinds.Huber) violations.Add("training.huber_delta", $"Is for huber; the loss is {training.Loss}.");
        }
        else if (training.Loss == LossKinds.Huber)
        {
            training.HuberDelta = 1;
        }

        if (training.ClassWeights is not { } weights) return;
        if (known && !ofClasses) violations.Add("training.class_weights", $"Are for cross_entropy and bce; the loss is {training.Loss}.");
        if (weights.Balanced == weights.Values.Count > 0) violations.Add("training.class_weights", "Exactly one of values and balanced must be given.");
        for (var i = 0; i < weights.Values.Count; i++) violations.Above(string.Create(CultureInfo.InvariantCulture, $"training.class_weights.values[{i}]"), weights.Values[i], 0);
        if (weights.Values.Count > 0 && ofClasses && classes is { } count && count != weights.Values.Count)
            violations.Add("training.class_weights.values", $"Has {weights.Values.Count} numbers, but there are {count} classes.");
    }

    private static void Monitored(string field, string? monitor, Action<string> set, string task, Violations violations)
    {
        if (monitor is null) return;
        if (monitor.Length == 0) set(Epochs.Monitored.Default);
        else if (task.Length > 0) violations.IsKnown(field, monitor, Epochs.Monitored.Names(task));
    }
}
