using TrainRecorder.Recording;
using TrainRecorder.Training.Diagnostics;
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
    private readonly ValidationScores _more;
    private readonly PreparedData _data;
    private readonly Diagnosis _diagnosis;
    private readonly int _lastEpoch;
    private readonly LayerEvidence[] _evidence;

    /// <param name="network">What is trained.</param>
    /// <param name="data">On what.</param>
    /// <param name="score">The task's score.</param>
    /// <param name="diagnosis">Judges each epoch.</param>
    /// <param name="job">In full.</param>
    public RowFinisher(FeedForwardNetwork network, PreparedData data, string score, Diagnosis diagnosis, Job job)
    {
        _more = new ValidationScores(job, data);
        _score = score;
        _data = data;
        _diagnosis = diagnosis;
        _lastEpoch = job.Training.Epochs;
        _training = new Scores(data.Training, data.Summary.Classes.Count);
        _validation = new Scores(data.Validation, data.Summary.Classes.Count);
        _layers = [.. network.Layers.Select(layer => new LayerObserver(layer))];
        _evidence = [.. _layers.Select(layer => layer.Evidence)];
        _parameterCounts = [.. network.Layers.Select(layer => layer.Parameters.Count)];
    }

    /// <summary>Finishes a row. If a rule stops the run, the row becomes its last.</summary>
    /// <returns>The numbers of its epoch.</returns>
    public EpochMetrics Finish(EpochRow row)
    {
        var snapshot = row.Tag as EpochSnapshot ?? throw new ArgumentException("The row is not of this run.", nameof(row));
        var columns = snapshot.Columns;
        var first = 0;
        for (var i = 0; i < _layers.Length; i++)
        {
            _layers[i].Finish(row, snapshot, i, first);
            first += _parameterCounts[i];
        }
        var metrics = new EpochMetrics { Epoch = row.Epoch, Step = row.Step, ElapsedSeconds = row.ElapsedSeconds };
        Set(columns.TrainingLoss, "loss", snapshot.Training.Loss, metrics.Train);
        Set(columns.TrainingScore, _score, _training.Of(snapshot.Training), metrics.Train);
        Set(columns.LearningRate, "learning_rate", snapshot.LearningRate, metrics.Train);
        Set(columns.GradientNorm, "gradient_norm", snapshot.GradientNorm, metrics.Train);
        if (columns.BestEpoch is { } best) Set(best, "best_epoch", snapshot.BestEpoch, metrics.Train);
        Set(columns.ValidationLoss, "loss", snapshot.Validation.Loss, metrics.Validation);
        Set(columns.ValidationScore, _score, _validation.Of(snapshot.Validation), metrics.Validation);
        _more.Finish(row, columns.Schema, snapshot.Validation, metrics.Validation);
        metrics.Findings.AddRange(Examine(row, snapshot));
        return metrics;

        void Set(RecordingColumn column, string name, double value, IDictionary<string, double> into)
        {
            row.Set(column, value);
            into[name] = value;
        }
    }

    private IReadOnlyList<Finding> Examine(EpochRow row, EpochSnapshot snapshot)
    {
        var inputs = row.Epoch == 0 ? InputDeviation() : double.NaN;
        var evidence = new EpochEvidence(row.Epoch, snapshot.Training.Loss, snapshot.Validation.Loss, inputs, snapshot.Spectrum, _evidence);
        var findings = _diagnosis.Examine(evidence, out var stop);
        row.Findings = FindingsText.Of(findings);
        if (stop is not null && snapshot.End is null && row.Epoch < _lastEpoch)
            snapshot.End = new EarlyEnd { Reason = Diagnosis.Reason(stop), Failed = true };
        row.IsLast = snapshot.End is not null;
        snapshot.TakeDiagnosis(_diagnosis.Memories);
        return findings;
    }

    private double InputDeviation()
    {
        var set = _data.Validation;
        var inputs = new float[_data.Probe.Length * set.Features];
        for (var i = 0; i < _data.Probe.Length; i++) set.Inputs.AsSpan(_data.Probe[i] * set.Features, set.Features).CopyTo(inputs.AsSpan(i * set.Features));
        return ValueStatistics.Of(inputs).Deviation;
    }
}
