using TrainRecorder.Training.Activations;
using TrainRecorder.Training.Losses;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Validation;

/// <summary>What the label means, and what follows from it: the number of outputs, their activation, the loss.</summary>
internal static class TaskRules
{
    private const string Softmax = "softmax";
    private const string Sigmoid = "sigmoid";

    /// <summary>Checks label, outputs, output activation and loss against each other and makes their defaults explicit.</summary>
    /// <param name="output">The field that says how many outputs there are; null if that is not known.</param>
    public static void Resolve(Job job, DataFacts facts, string? output, Violations violations)
    {
        var data = job.Data;
        var known = data.Task.Length == 0 || violations.IsKnown("data.task", data.Task, Tasks.Known);
        var last = output is null ? null : job.Network.Layers[^1];
        int? outputs = last?.KindCase == Layer.KindOneofCase.Dense && last.Dense.Units >= 1 ? last.Dense.Units : null;
        var asked = known && data.Task.Length > 0;
        if (!asked) data.Task = Infer(facts.Label, outputs, job.Training.Loss);
        if (facts.Label is { } label && known)
        {
            CheckLabel(data.Task, label, violations);
            if (outputs is { } count) CheckOutputs(data.Task, asked, label, count, output!, job.Training.Loss, violations);
        }
        if (data.Task.Length > 0) ResolveLoss(job, last, outputs, violations);
        LossRules.Resolve(job.Training, data.Task, facts.Label?.Distinct, violations);
    }

    private static void ResolveLoss(Job job, Layer? last, int? outputs, Violations violations)
    {
        var classification = job.Data.Task == Tasks.Classification;
        var dense = last?.KindCase == Layer.KindOneofCase.Dense ? last.Dense : null;
        var training = job.Training;
        if (dense is { Activation.Length: 0 }) dense.Activation = !classification ? "linear" : outputs == 1 ? Sigmoid : Softmax;
        if (training.Loss.Length == 0)
            training.Loss = !classification ? LossKinds.MeanSquaredError : outputs == 1 ? LossKinds.BinaryCrossEntropy : LossKinds.CrossEntropy;
        if (!LossKinds.IsOfClasses(training.Loss)) return;
        var needed = training.Loss == LossKinds.BinaryCrossEntropy ? Sigmoid : Softmax;
        if (!classification) violations.Add("training.loss", $"{training.Loss} is for classification; use mse.");
        else if (dense is not null && dense.Activation != needed && ActivationKinds.Names.Contains(dense.Activation))
            violations.Add("training.loss", $"{training.Loss} needs a {needed} output, but layer '{last!.Name}' has {dense.Activation}.");
        else if (training.Loss == LossKinds.BinaryCrossEntropy && outputs > 1)
            violations.Add("training.loss", $"bce needs one output, but layer '{last!.Name}' has {outputs}; use cross_entropy.");
    }

    private static string Infer(LabelFacts? label, int? outputs, string loss)
    {
        if (label is null) return "";
        if (label.IsCategorical || (loss == LossKinds.BinaryCrossEntropy && label is { Whole: true, Distinct: 2 })) return Tasks.Classification;
        return label.Whole && label.Distinct >= 2 && label.Distinct == outputs ? Tasks.Classification : Tasks.Regression;
    }

    private static void CheckLabel(string task, LabelFacts label, Violations violations)
    {
        if (task == Tasks.Regression)
        {
            if (label.IsCategorical) violations.Add("data.task", $"Regression needs numbers, but '{label.Name}' is {label.Type}.");
            return;
        }
        if (!label.IsCategorical && !label.Whole)
            violations.Add("data.task", $"Classification needs a text, a boolean or whole numbers, but '{label.Name}' has fractions.");
        else if (label.Distinct < 2) violations.Add("data.label", $"'{label.Name}' has one value only: there is nothing to tell apart.");
        else if (label.Distinct > Limits.Classes) violations.Add("data.label", $"'{label.Name}' has more than {Limits.Classes} classes.");
    }

    private static void CheckOutputs(string task, bool asked, LabelFacts label, int outputs, string output, string loss, Violations violations)
    {
        if (task == Tasks.Classification)
        {
            // Two classes need one output only.
            if (outputs == 1 && label.Distinct == 2 && loss is "" or LossKinds.BinaryCrossEntropy) return;
            if (label.Distinct is >= 2 and <= Limits.Classes && label.Distinct != outputs && (label.IsCategorical || label.Whole))
                violations.Add(output, $"There are {outputs} outputs, but '{label.Name}' has {label.Distinct} classes.");
        }
        else if (outputs != 1 && !label.IsCategorical)
        {
            var either = !asked && label.Whole && label.Distinct is >= 2 and <= Limits.Classes
                ? $", classification of '{label.Name}' {label.Distinct}" : "";
            violations.Add(output, $"There are {outputs} outputs, but regression needs 1{either}.");
        }
    }
}
