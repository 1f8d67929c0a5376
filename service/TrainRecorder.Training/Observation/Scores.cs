using Microsoft.ML;
using TrainRecorder.Training.Epochs;
using TrainRecorder.Training.Samples;
using TrainRecorder.Training.Samples.Views;

namespace TrainRecorder.Training.Observation;

/// <summary>The scores of predictions, by Microsoft.ML's evaluators.</summary>
/// <param name="set">The targets.</param>
/// <param name="classes">How many classes there are; 0 for regression.</param>
internal sealed class Scores(SampleSet set, int classes)
{
    private readonly MLContext _context = new(seed: 0);

    /// <summary>The accuracy of predicted classes, or the root mean squared error of predicted values.</summary>
    public double Of(EpochOutcome outcome) => set.Classes is null ? RootMeanSquaredError(outcome.Values!) : Accuracy(outcome.Classes!);

    private double Accuracy(int[] predicted)
    {
        // The evaluator wants scores of every class; accuracy asks for nothing but the prediction.
        var view = new ArrayView(
            predicted.Length,
            new ClassColumn("Label", classes, row => set.Classes![row]),
            new OneHotColumn("Score", classes, row => predicted[row]),
            new ClassColumn("PredictedLabel", classes, row => predicted[row]));
        return _context.MulticlassClassification.Evaluate(view).MicroAccuracy;
    }

    private double RootMeanSquaredError(float[] predicted)
    {
        // The evaluator leaves out what is not finite; a network that explodes must not look better for it.
        if (predicted.Any(value => !float.IsFinite(value))) return double.NaN;
        var view = new ArrayView(
            predicted.Length,
            new NumberColumn("Label", row => set.Values![row]),
            new NumberColumn("Score", row => predicted[row]));
        return _context.Regression.Evaluate(view).RootMeanSquaredError;
    }
}
