using System.Diagnostics;
using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Losses;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Optimizers;
using TrainRecorder.Training.Randomness;
using TrainRecorder.Training.Samples;
using TrainRecorder.Training.Schedules;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Epochs;

/// <summary>Trains a network, an epoch at a time. Nothing is allocated for a step.</summary>
internal sealed class EpochTrainer
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(50);
    private readonly FeedForwardNetwork _network;
    private readonly Loss _loss;
    private readonly GradientOptimizer _optimizer;
    private readonly LearningRate _rate;
    private readonly GradientLimit _limit;
    private readonly SampleSet _set;
    private readonly long _seed;
    private readonly bool _shuffle;
    private readonly int _batchSize;
    private readonly WorkerPool _pool;
    private readonly NetworkPass _pass;
    private readonly int[] _order;

    /// <param name="network">What is trained.</param>
    /// <param name="loss">What is made small.</param>
    /// <param name="optimizer">With the network's parameters attached.</param>
    /// <param name="rate">Of the optimiser.</param>
    /// <param name="training">How, in full.</param>
    /// <param name="set">What is trained on.</param>
    /// <param name="keepGradients">The gradients of an epoch's last step are kept as they are before clipping.</param>
    /// <param name="pool">Who does the work.</param>
    public EpochTrainer(
        FeedForwardNetwork network, Loss loss, GradientOptimizer optimizer, LearningRate rate, V1.Training training, SampleSet set, bool keepGradients, WorkerPool pool)
    {
        _network = network;
        _loss = loss;
        _optimizer = optimizer;
        _rate = rate;
        _set = set;
        _seed = training.Seed;
        _shuffle = training.Shuffle;
        _batchSize = Math.Min(training.BatchSize, set.Count);
        _limit = new GradientLimit(training.Clipping, network.Parameters);
        LastGradients = keepGradients ? [.. network.Parameters.Select(Kept)] : [];
        rate.Set(epochs: 0, steps: 0);
        _pool = pool;
        _pass = new NetworkPass(network, _batchSize, training: true, pool);
        _order = new int[set.Count];
        UpdateRatios = new double[network.Parameters.Count];
        GradientNorm = double.NaN;
        Array.Fill(UpdateRatios, double.NaN);
    }

    /// <summary>Optimiser steps so far.</summary>
    public long Step { get; set; }

    /// <summary>L2 norm of the gradient over all parameters at the last step of the last epoch; NaN before the first.</summary>
    public double GradientNorm { get; private set; }

    /// <summary>Of each parameter the gradient at the last step of the last epoch, before clipping; empty if gradients are not kept.</summary>
    public IReadOnlyList<Matrix> LastGradients { get; }

    /// <summary>‖ΔW‖ / ‖W‖ of each parameter at the last step of the last epoch; NaN before the first.</summary>
    public double[] UpdateRatios { get; }

    /// <summary>Trains one epoch: every sample once, in the set's order or one that follows from the seed and the epoch.</summary>
    /// <returns>False if it was stopped before its end.</returns>
    public bool Train(int epoch, EpochOutcome outcome, Action<EpochProgress>? progress, CancellationToken stop)
    {
        for (var i = 0; i < _order.Length; i++) _order[i] = i;
        if (_shuffle) new RandomStream(_seed, Purpose.Shuffle, epoch).Shuffle(_order);
        double sum = 0, weight = 0;
        var reported = Stopwatch.GetTimestamp();
        for (var first = 0; first < _order.Length; first += _batchSize)
        {
            if (stop.IsCancellationRequested) return false;
            var samples = _order.AsSpan(first, Math.Min(_batchSize, _order.Length - first));
            sum += Train(samples, new BatchPlace(epoch, first / _batchSize), outcome, last: first + samples.Length == _order.Length);
            weight += _loss.Weight(_set, samples);
            if (progress is null || Stopwatch.GetElapsedTime(reported) < ProgressInterval) continue;
            reported = Stopwatch.GetTimestamp();
            progress(new EpochProgress(epoch, (first + samples.Length) / (double)_order.Length));
        }
        outcome.Loss = sum / weight;
        return true;
    }

    /// <summary>Where a gradient is kept: its own place, unless it is changed before the step.</summary>
    private Matrix Kept(Parameter parameter) =>
        _limit.Limits ? new Matrix(parameter.Gradient.Rows, parameter.Gradient.Columns) : parameter.Gradient;

    private double Train(ReadOnlySpan<int> samples, BatchPlace place, EpochOutcome outcome, bool last)
    {
        _pass.Forward(_set.Inputs, samples, place);
        var sum = _loss.Sum(_pass.Output, _set, samples);
        PassReader.Read(_pass.Output, samples, outcome);
        _loss.WriteGradient(_pass.Output, _set, samples);
        _pass.Backward(samples.Length, _loss.GradientIsOfSums);
        _rate.Set(place.Epoch - 1, Step);
        Step++;
        if (last) Measure();
        _limit.Apply(_pool);
        if (last) _optimizer.StepMeasured(Step, UpdateRatios);
        else _optimizer.Step(Step, _pool);
        return sum;
    }

    private void Measure()
    {
        GradientNorm = _limit.Norm(_pool);
        if (!_limit.Limits) return;
        for (var i = 0; i < LastGradients.Count; i++) _network.Parameters[i].Gradient.All.CopyTo(LastGradients[i].All);
    }
}
