using TrainRecorder.Training.Activations;
using TrainRecorder.Training.Losses;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Validation;

/// <summary>What the label means, and what follows from it: the number of outputs, their activation, the loss.</summary>
internal static class TaskRules
{
    private const string Softmax = "softmax";

    /// <summary>Checks label, outputs, output activation and loss against each other and makes their defaults explicit.</summary>
    /// <param name="output">The field that says how many outputs there are; null if that is not known.</param>
    public static void Resolve(Job job, DataFacts facts, string? output, Violations violations)
    {
        var data = job.Data;
        var known = data.Task.Length == 0 || violations.IsKnown("data.task", data.Task, Tasks.Known);
        var last = output is null ? null : job.Network.Layers[^1];
        int? outputs = last?.KindCase == Layer.KindOneofCase.Dense && last.Dense.Units >= 1 ? last.Dense.Units : null;
        var asked = known && data.Task.Length > 0;
        if (!asked) data.Task = Infer(facts.Label, outputs);
        if (facts.Label is { } label && known)
        {
            CheckLabel(data.Task, label, violations);
            if (outputs is { } count) CheckOutputs(data.Task, asked, label, count, output!, violations);
        }
        if (data.Task.Length == 0) return;

        var classification = data.Task == Tasks.Classification;
        if (last?.KindCase == Layer.KindOneofCase.Dense && last.Dense.Activation.Length == 0)
            last.Dense.Activation = classification ? Softmax : "linear";
        var training = job.Training;
        if (training.Loss.Length == 0) training.Loss = classification ? LossKinds.CrossEntropy : LossKinds.MeanSquaredError;
        else if (!LossKinds.Names.Contains(training.Loss)) return;
        if (training.Loss != LossKinds.CrossEntropy) return;
        if (!classification) violations.Add("training.loss", "cross_entropy is for classification; use mse.");
        else if (last?.KindCase == Layer.KindOneofCase.Dense && last.Dense.Activation != Softmax && ActivationKinds.Names.Contains(last.Dense.Activation))
            violations.Add("training.loss", $"cross_entropy needs a softmax output, but layer '{last.Name}' has {last.Dense.Activation}.");
    }

    private static string Infer(LabelFacts? label, int? outputs)
    {
        if (label is null) return "";
        if (label.IsCategorical) return Tasks.Classification;
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

    private static void CheckOutputs(string task, bool asked, LabelFacts label, int outputs, string output, Violations violations)
    {
        if (task == Tasks.Classification)
        {
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
