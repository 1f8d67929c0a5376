using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Google.Protobuf.WellKnownTypes;
using TrainRecorder.Recording;
using TrainRecorder.Training.Diagnostics;
using TrainRecorder.Training.Epochs;
using TrainRecorder.Training.Losses;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Observation;
using TrainRecorder.Training.Optimizers;
using TrainRecorder.Training.Samples;
using TrainRecorder.Training.Schedules;
using TrainRecorder.Training.States;
using TrainRecorder.Training.Threads;
using TrainRecorder.Training.Validation;
using TrainRecorder.V1;

namespace TrainRecorder.Training;

/// <summary>Where training is.</summary>
/// <param name="Epoch">The epoch being trained.</param>
/// <param name="Fraction">How much of it is done, in [0, 1].</param>
public readonly record struct EpochProgress(int Epoch, double Fraction);

/// <summary>A resolved job on its data, ready to train.</summary>
/// <remarks>
/// One thread at a time, but for <see cref="SaveState"/> and what <see cref="FinishRow"/> returns, which run on the
/// writer's thread while <see cref="Train"/> runs. Everything recorded but <c>elapsed_seconds</c> follows from the job and
/// the data alone, whatever the machine and the number of threads, resumed or not.
/// </remarks>
public sealed class TrainingRun : IDisposable
{
    /// <summary>Effective dimension and rank are worked out every so many epochs.</summary>
    private const int SpectrumInterval = 10;

    private readonly Job _job;
    private readonly WorkerPool _pool;
    private readonly PreparedData _data;
    private readonly FeedForwardNetwork _network;
    private readonly GradientOptimizer _optimizer;
    private readonly RateSchedule _schedule;
    private readonly Monitored? _plateau;
    private readonly EarlyStop? _earlyStop;
    private readonly Diagnosis _diagnosis;
    private readonly IReadOnlyList<double[]> _memories;
    private readonly bool _keepsGradients;
    private readonly EpochTrainer _trainer;
    private readonly Evaluator _evaluator;
    private readonly ProbeRecorder _probe;
    private readonly StateCopy _copy;
    private readonly Dictionary<EpochRow, EpochSnapshot> _snapshots = new(ReferenceEqualityComparer.Instance);
    private readonly CancellationTokenSource _over = new();
    private EarlyEnd? _earlyEnd;
    private int _nextEpoch;
    private TimeSpan _elapsed;
    private bool _trained;

    private TrainingRun(Job job, PreparedData data, DatasetFiles files, WorkerPool pool)
    {
        _job = job;
        _data = data;
        _pool = pool;
        _network = new FeedForwardNetwork(job.Network, job.Training.Seed);
        _network.Chain[0].CheckData(data.Training);
        _network.Chain[0].CheckData(data.Validation);
        InitialWeights.Apply(job, files, _network);
        var loss = LossKinds.Create(job.Training, data.Training, data.Summary.Classes.Count);
        _optimizer = OptimizerKinds.Create(job.Training);
        _optimizer.Attach(_network.Parameters);
        _schedule = RateSchedules.Create(job.Training.Schedule, _optimizer.LearningRate, TotalSteps(job.Training, data.Training.Count));
        _plateau = job.Training.Schedule?.Plateau is { } plateau ? Monitored.Parse(plateau.Monitor) : null;
        _earlyStop = job.Training.EarlyStopping is { } stopping ? new EarlyStop(stopping) : null;
        _memories = _earlyStop is null ? [_schedule.Memory] : [_schedule.Memory, _earlyStop.Memory];
        _diagnosis = new Diagnosis(job.Diagnostics, _network.Layers.Select(layer => layer.Name));
        _keepsGradients = job.Recording.Gradients || _diagnosis.IsOn;
        var rate = new LearningRate(_optimizer, _schedule, job.Training.Warmup);
        _trainer = new EpochTrainer(_network, loss, _optimizer, rate, job.Training, data.Training, _keepsGradients, pool);
        _evaluator = new Evaluator(_network, loss, pool);
        _probe = new ProbeRecorder(data);
        _copy = new StateCopy(_network, pool);
    }

    /// <summary>As <see cref="Prepare(Job, ImmutableArray{DatasetFile}, int)"/>, for a job that names no dataset but a CSV file as its data.</summary>
    /// <param name="job">With every default explicit (<see cref="JobResolver"/>).</param>
    /// <param name="datasetPath">The dataset's file; null for generated data.</param>
    /// <param name="threads">Threads to train with, at least 1. The recording does not depend on it.</param>
    /// <exception cref="DataException">The data cannot be used; every fault with row and column.</exception>
    public static TrainingRun Prepare(Job job, string? datasetPath, int threads)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Prepare(job, datasetPath is null ? [] : [new DatasetFile { Name = job.Data.Dataset, Path = datasetPath, Format = "csv" }], threads);
    }

    /// <summary>Reads the data, fits the normalisation, draws the split and the probe, initialises the network.</summary>
    /// <param name="job">With every default explicit (<see cref="JobResolver"/>).</param>
    /// <param name="datasets">The file of every dataset that the job names (<see cref="JobDatasets"/>).</param>
    /// <param name="threads">Threads to train with, at least 1. The recording does not depend on it.</param>
    /// <exception cref="DataException">The data cannot be used; every fault with row and column.</exception>
    public static TrainingRun Prepare(Job job, ImmutableArray<DatasetFile> datasets, int threads)
    {
        ArgumentNullException.ThrowIfNull(job);
        var pool = new WorkerPool(threads);
        try
        {
            job = job.Clone();
            var files = new DatasetFiles(datasets);
            return new TrainingRun(job, DataPreparation.Prepare(job, files, pool), files, pool);
        }
        catch
        {
            pool.Dispose();
            throw;
        }
    }

    /// <summary>The manifest of its recording.</summary>
    /// <param name="run"><c>runs/ID</c>.</param>
    /// <param name="createTime">When the run was created.</param>
    /// <param name="software">Name and version of the software that writes the recording.</param>
    public Manifest Describe(string run, Timestamp createTime, string software)
    {
        var layers = RecordedLayers.Of(_job);
        var manifest = new Manifest
        {
            FormatVersion = 1,
            Run = run,
            Job = _job.Clone(),
            Data = _data.Summary.Clone(),
            CreateTime = createTime,
            Software = software,
        };
        manifest.Data.InputShape.AddRange(_job.Network.InputShape);
        manifest.Layers.AddRange(layers.Select(layer => layer.Layer));
        manifest.Columns.AddRange(RecordedLayers.Columns(_job, _data.Probe.Length));
        return manifest;
    }

    /// <summary>The options a writer needs for this run: <see cref="WriterOptions.BeforeWrite"/> finishes each row (summaries, saturation, scores) on the writer's thread.</summary>
    /// <param name="epochFinished">Called on the writer's thread for each epoch, in order, before the segment that holds it closes.</param>
    public Action<EpochRow> FinishRow(Action<EpochMetrics> epochFinished)
    {
        ArgumentNullException.ThrowIfNull(epochFinished);
        var finisher = new RowFinisher(_network, _data, Score, _diagnosis, _job);
        return row =>
        {
            var metrics = finisher.Finish(row);
            // Rows of later epochs, if there are any by now, are dropped by the writer.
            if (EndAfter(row) is { } end) End(end);
            epochFinished(metrics);
        };
    }

    /// <summary>Why training ended before the job's last epoch; null if it did not. Known for good when the writer has written every row.</summary>
    public EarlyEnd? EarlyEnd => Volatile.Read(ref _earlyEnd);

    /// <summary>Why training ends with the epoch of a finished row, though the job has more; null if it goes on.</summary>
    public static EarlyEnd? EndAfter(EpochRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return (row.Tag as EpochSnapshot)?.End;
    }

    /// <summary>Goes on from a state that an earlier attempt saved; the next epoch is the one after it.</summary>
    /// <exception cref="InvalidDataException">The state is damaged or of another job.</exception>
    public void Restore(Stream state)
    {
        if (_trained) throw new InvalidOperationException("A run is restored before it trains.");
        var point = SavedState.Restore(state, _job, _network.Tensors, [.. _memories, .. _diagnosis.Memories]);
        _nextEpoch = point.Epoch + 1;
        _trainer.Step = point.Step;
        _elapsed = TimeSpan.FromSeconds(point.ElapsedSeconds);
        if (_earlyStop?.Reason(point.Epoch) is { } reason) End(new EarlyEnd { Reason = reason });
    }

    /// <summary>Writes the state after the epoch of a row, from the row and its <see cref="EpochRow.Tag"/>. May run while later epochs train.</summary>
    public void SaveState(EpochRow row, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(row);
        var snapshot = row.Tag as EpochSnapshot ?? throw new ArgumentException("The row is not of this run.", nameof(row));
        SavedState.Save(destination, _job, _network.Tensors, row, snapshot);
    }

    /// <summary>Trains all epochs that are left on the calling thread and hands a row for each to the writer. Once only.</summary>
    /// <param name="writer">Made with this run's manifest.</param>
    /// <param name="progress">Called now and then within an epoch, on the calling thread.</param>
    /// <param name="stop">Stops after the step under way; rows of finished epochs are written.</param>
    /// <returns>True if every epoch is done or training ended early (<see cref="EarlyEnd"/>), false if it was stopped.</returns>
    public bool Train(RecordingWriter writer, Action<EpochProgress>? progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (_trained) throw new InvalidOperationException("A run trains once: what was stopped goes on from a saved state.");
        _trained = true;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, _over.Token);
        stop = either.Token;
        if (_pool.Threads >= Environment.ProcessorCount) _pool.LeaveCoreTo(() => writer.IsWorking);
        var columns = new RunColumns(writer.Schema, Score, _network, _data.Probe.Length, _keepsGradients);
        var training = NewOutcome(_data.Training);
        var validation = NewOutcome(_data.Validation);
        for (var epoch = _nextEpoch; epoch <= _job.Training.Epochs; epoch++)
        {
            if (stop.IsCancellationRequested) return EarlyEnd is not null;
            var begun = Stopwatch.GetTimestamp();
            if (epoch == 0) _evaluator.Evaluate(_data.Training, training);
            else if (!_trainer.Train(epoch, training, progress, stop)) return EarlyEnd is not null;
            _elapsed += Stopwatch.GetElapsedTime(begun);
            if (!TryRent(writer, stop, out var row)) return EarlyEnd is not null;
            begun = Stopwatch.GetTimestamp();
            var snapshot = SnapshotOf(row, columns);
            _evaluator.Evaluate(_data.Validation, validation, (pass, batch) => _probe.RecordActivations(row, columns, snapshot, pass, batch));
            var end = epoch == 0 ? null : EpochDone(epoch, training, validation);
            Fill(row, columns, snapshot, epoch, training, validation, end);
            _elapsed += Stopwatch.GetElapsedTime(begun);
            row.ElapsedSeconds = _elapsed.TotalSeconds;
            writer.Write(row);
            if (end is null) continue;
            End(end);
            break;
        }
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pool.Dispose();
        _over.Dispose();
    }

    /// <summary>What is trained. Before <see cref="Train"/>.</summary>
    internal IReadOnlyList<Parameter> Parameters => _network.Parameters;

    /// <summary>Trains and evaluates every epoch as <see cref="Train"/> does, and records nothing: so that it can be measured what recording costs.</summary>
    internal void TrainUnrecorded()
    {
        _trained = true;
        var training = NewOutcome(_data.Training);
        var validation = NewOutcome(_data.Validation);
        for (var epoch = 0; epoch <= _job.Training.Epochs; epoch++)
        {
            if (epoch == 0) _evaluator.Evaluate(_data.Training, training);
            else _trainer.Train(epoch, training, null, CancellationToken.None);
            _evaluator.Evaluate(_data.Validation, validation);
        }
    }

    /// <summary>What trains an epoch, and room for its outcome: so that it can be measured without evaluation and recording.</summary>
    internal (EpochTrainer Trainer, EpochOutcome Outcome) Measured => (_trainer, NewOutcome(_data.Training));

    private string Score => Tasks.Score(_job.Data.Task);

    private static bool TryRent(RecordingWriter writer, CancellationToken stop, [NotNullWhen(true)] out EpochRow? row)
    {
        try
        {
            row = writer.Rent(stop);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The disk is behind and the run is to stop: the epoch will be trained again, to the same bits.
            row = null;
            return false;
        }
    }

    private static long TotalSteps(V1.Training training, int samples)
    {
        var batch = Math.Min(training.BatchSize, samples);
        return (long)training.Epochs * ((samples + batch - 1) / batch);
    }

    /// <summary>The first reason stays.</summary>
    private void End(EarlyEnd end)
    {
        if (Interlocked.CompareExchange(ref _earlyEnd, end, null) is null) _over.Cancel();
    }

    /// <summary>Tells schedule and early stopping of an epoch.</summary>
    /// <returns>Why training ends with it; null if it goes on, or was to end anyway.</returns>
    private EarlyEnd? EpochDone(int epoch, EpochOutcome training, EpochOutcome validation)
    {
        if (_plateau is { } plateau) _schedule.EpochDone(plateau.Of(training, validation, _data));
        var reason = _earlyStop?.EpochDone(epoch, _earlyStop.Monitor.Of(training, validation, _data));
        return reason is null || epoch == _job.Training.Epochs ? null : new EarlyEnd { Reason = reason };
    }

    /// <summary>Made once for each row that the writer has.</summary>
    private EpochSnapshot SnapshotOf(EpochRow row, RunColumns columns)
    {
        if (!_snapshots.TryGetValue(row, out var snapshot))
        {
            snapshot = new EpochSnapshot(
                columns, _network, _data.Probe.Length, NewOutcome(_data.Training), NewOutcome(_data.Validation), _memories, _diagnosis.Memories);
            _snapshots.Add(row, snapshot);
        }
        return snapshot;
    }

    private void Fill(
        EpochRow row, RunColumns columns, EpochSnapshot snapshot, int epoch, EpochOutcome training, EpochOutcome validation, EarlyEnd? end)
    {
        row.Epoch = epoch;
        row.Step = _trainer.Step;
        snapshot.HasGradients = _keepsGradients && epoch > 0;
        _copy.Take(row, snapshot, snapshot.HasGradients ? _trainer.LastGradients : []);
        if (epoch == 0) _probe.RecordProbe(row, columns);
        snapshot.TakeTraining(_memories);
        snapshot.BestEpoch = _earlyStop?.BestEpoch ?? 0;
        snapshot.End = end;
        snapshot.Training.Take(training);
        snapshot.Validation.Take(validation);
        _trainer.UpdateRatios.CopyTo(snapshot.UpdateRatios, 0);
        snapshot.LearningRate = _optimizer.LearningRate;
        snapshot.GradientNorm = _trainer.GradientNorm;
        snapshot.Spectrum = epoch % SpectrumInterval == 0 || epoch == _job.Training.Epochs || end is not null;
        row.Tag = snapshot;
    }

    private EpochOutcome NewOutcome(SampleSet set) => new(set.Count, set.Classes is not null, scored: set == _data.Validation);
}

/// <summary>Data that cannot be trained on.</summary>
public sealed class DataException(string message) : Exception(message);
