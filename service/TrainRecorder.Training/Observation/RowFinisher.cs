using TrainRecorder.Recording;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Samples;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Observation;

/// <summary>Finishes rows with what the train loop need not wait for: scores, saturation, summaries. On the writer's thread.</summary>
internal sealed class RowFinisher
{
    private readonly string _score;
    private readonly Scores _training;
    private readonly Scores _validation;
    private readonly LayerObserver[] _layers;
    private readonly int[] _parameterCounts;

    private readonly Func<RecordingSchema, ValidationScores> _moreScores;
    private ValidationScores? _scores;

    public RowFinisher(FeedForwardNetwork network, PreparedData data, string score, Job job)
    {
        _moreScores = schema => new ValidationScores(schema, job, data);
        _score = score;
        _training = new Scores(data.Training, data.Summary.Classes.Count);
        _validation = new Scores(data.Validation, data.Summary.Classes.Count);
        _layers = [.. network.Layers.Select(layer => new LayerObserver(layer))];
        _parameterCounts = [.. network.Layers.Select(layer => layer.Parameters.Count)];
    }

    /// <summary>Finishes a row.</summary>
    /// <returns>The numbers of its epoch.</returns>
    public EpochMetrics Finish(EpochRow row)
    {
        var snapshot = row.Tag as EpochSnapshot ?? throw new ArgumentException("The row is not of this run.", nameof(row));
        var columns = snapshot.Columns;
        var first = 0;
        for (var i = 0; i < _layers.Length; i++)
        {
            _layers[i].Finish(row, columns.Layers[i], snapshot.Sums[i], snapshot.UpdateRatios.AsSpan(first, _parameterCounts[i]), snapshot.Spectrum);
            first += _parameterCounts[i];
        }
        var metrics = new EpochMetrics { Epoch = row.Epoch, Step = row.Step, ElapsedSeconds = row.ElapsedSeconds };
        Set(columns.TrainingLoss, "loss", snapshot.Training.Loss, metrics.Train);
        Set(columns.TrainingScore, _score, _training.Of(snapshot.Training), metrics.Train);
        Set(columns.LearningRate, "learning_rate", snapshot.LearningRate, metrics.Train);
        Set(columns.GradientNorm, "gradient_norm", snapshot.GradientNorm, metrics.Train);
        Set(columns.ValidationLoss, "loss", snapshot.Validation.Loss, metrics.Validation);
        Set(columns.ValidationScore, _score, _validation.Of(snapshot.Validation), metrics.Validation);
        (_scores ??= _moreScores(columns.Schema)).Finish(row, snapshot.Validation, metrics.Validation);
        return metrics;

        void Set(RecordingColumn column, string name, double value, IDictionary<string, double> into)
        {
            row.Set(column, value);
            into[name] = value;
        }
    }
}
