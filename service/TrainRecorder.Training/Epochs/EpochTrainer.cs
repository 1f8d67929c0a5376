using System.Diagnostics;
using TrainRecorder.Training.Arithmetic;
using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Losses;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Optimizers;
using TrainRecorder.Training.Randomness;
using TrainRecorder.Training.Samples;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Epochs;

/// <summary>Trains a network, an epoch at a time. Nothing is allocated for a step.</summary>
internal sealed class EpochTrainer
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(50);
    private readonly FeedForwardNetwork _network;
    private readonly Loss _loss;
    private readonly GradientOptimizer _optimizer;
    private readonly SampleSet _set;
    private readonly long _seed;
    private readonly int _batchSize;
    private readonly WorkerPool _pool;
    private readonly NetworkPass _pass;
    private readonly int[] _order;

    public EpochTrainer(FeedForwardNetwork network, Loss loss, GradientOptimizer optimizer, SampleSet set, int batchSize, long seed, WorkerPool pool)
    {
        _network = network;
        _loss = loss;
        _optimizer = optimizer;
        _set = set;
        _seed = seed;
        _batchSize = Math.Min(batchSize, set.Count);
        _pool = pool;
        _pass = new NetworkPass(network, _batchSize, training: true, pool);
        _order = new int[set.Count];
        UpdateRatios = new double[network.Parameters.Count];
        GradientNorm = double.NaN;
        Array.Fill(UpdateRatios, double.NaN);
    }

    /// <summary>A new order for each epoch; otherwise that of the set.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Optimiser steps so far.</summary>
    public long Step { get; set; }

    /// <summary>L2 norm of the gradient over all parameters at the last step of the last epoch; NaN before the first.</summary>
    public double GradientNorm { get; private set; }

    /// <summary>‖ΔW‖ / ‖W‖ of each parameter at the last step of the last epoch; NaN before the first.</summary>
    public double[] UpdateRatios { get; }

    /// <summary>Trains one epoch: every sample once, in the set's order or one that follows from the seed and the epoch.</summary>
    /// <returns>False if it was stopped before its end.</returns>
    public bool Train(int epoch, EpochOutcome outcome, Action<EpochProgress>? progress, CancellationToken stop)
    {
        for (var i = 0; i < _order.Length; i++) _order[i] = i;
        if (Shuffle) new RandomStream(_seed, Purpose.Shuffle, epoch).Shuffle(_order);
        var sum = 0.0;
        var reported = Stopwatch.GetTimestamp();
        for (var first = 0; first < _order.Length; first += _batchSize)
        {
            if (stop.IsCancellationRequested) return false;
            var samples = _order.AsSpan(first, Math.Min(_batchSize, _order.Length - first));
            sum += Train(samples, new BatchPlace(epoch, first / _batchSize), outcome, last: first + samples.Length == _order.Length);
            if (progress is null || Stopwatch.GetElapsedTime(reported) < ProgressInterval) continue;
            reported = Stopwatch.GetTimestamp();
            progress(new EpochProgress(epoch, (first + samples.Length) / (double)_order.Length));
        }
        outcome.Loss = sum / _set.Count;
        return true;
    }

    private double Train(ReadOnlySpan<int> samples, BatchPlace place, EpochOutcome outcome, bool last)
    {
        _pass.Forward(_set.Inputs, samples, place);
        var sum = _loss.Sum(_pass.Output, _set, samples);
        PassReader.Read(_pass.Output, samples, outcome);
        _loss.WriteGradient(_pass.Output, _set, samples);
        _pass.Backward(samples.Length, _loss.GradientIsOfSums);
        Step++;
        if (last)
        {
            GradientNorm = Math.Sqrt(_network.Parameters.Sum(parameter => Reduction.SumOfSquares(parameter.Gradient.All)));
            _optimizer.StepMeasured(Step, UpdateRatios);
        }
        else
        {
            _optimizer.Step(Step, _pool);
        }
        return sum;
    }
}
