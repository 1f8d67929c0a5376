using TrainRecorder.Recording;
using TrainRecorder.Training.Epochs;
using TrainRecorder.Training.Samples;
using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Observation;

/// <summary>The scores of the validation part beside the task's own: which there are, and their values. On the writer's thread.</summary>
internal sealed class ValidationScores
{
    /// <summary>Classes up to which the confusion matrix is recorded: 80 KB an epoch before compression.</summary>
    private const int MostConfused = 100;

    private const string Group = "validation.";
    private const string Confusion = Group + "confusion";

    private readonly Scores _scores;
    private readonly string[] _paths;

    /// <param name="job">In full.</param>
    /// <param name="data">With the targets.</param>
    public ValidationScores(Job job, PreparedData data)
    {
        _scores = new Scores(data.Validation, data.Summary.Classes.Count);
        _paths = [.. Columns(job).Select(column => column.Path)];
    }

    /// <summary>The columns of a resolved job.</summary>
    public static IReadOnlyList<ColumnInfo> Columns(Job job)
    {
        if (job.Data.Task == Tasks.Regression) return [Number("r_squared"), Number("mae")];
        var outputs = job.Network.Layers[^1].Dense;
        var classes = Math.Max(2, outputs.Units);
        List<ColumnInfo> columns = [Number("macro_accuracy")];
        if (outputs.Activation == "softmax" || (outputs.Activation == "sigmoid" && outputs.Units == 1)) columns.Add(Number("log_loss"));
        if (classes == 2) columns.Add(Number("auc"));
        if (classes <= MostConfused)
            columns.Add(new ColumnInfo { Path = Confusion, Type = "list<int64>", Shape = { classes, classes }, Axes = { "target", "prediction" }, Schedule = "every" });
        return columns;
    }

    /// <summary>Fills the scores of a row.</summary>
    /// <param name="row">To be filled.</param>
    /// <param name="schema">Of the recording.</param>
    /// <param name="outcome">Of the validation part.</param>
    /// <param name="numbers">Where the numbers are told too.</param>
    public void Finish(EpochRow row, RecordingSchema schema, EpochOutcome outcome, IDictionary<string, double> numbers)
    {
        foreach (var path in _paths)
        {
            if (path == Confusion)
            {
                _scores.CountConfusion(outcome, row.Integers(schema[path]));
                continue;
            }
            var name = path[Group.Length..];
            var value = Value(name, outcome);
            row.Set(schema[path], value);
            numbers[name] = value;
        }
    }

    private double Value(string name, EpochOutcome outcome) => name switch
    {
        "macro_accuracy" => _scores.MacroAccuracy(outcome),
        "log_loss" => _scores.LogLoss(outcome),
        "auc" => _scores.AreaUnderCurve(outcome),
        "r_squared" => _scores.RSquared(outcome),
        "mae" => _scores.MeanAbsoluteError(outcome),
        _ => throw new InvalidOperationException($"{name} is no score."),
    };

    private static ColumnInfo Number(string name) => new() { Path = Group + name, Type = "double", Schedule = "every" };
}
