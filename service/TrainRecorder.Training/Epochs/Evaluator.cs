using TrainRecorder.Training.Losses;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Samples;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Epochs;

/// <summary>Passes samples through a network without changing it.</summary>
internal sealed class Evaluator
{
    private const int MostSamples = 256;
    private const long MostValues = 64 << 20;
    private readonly Loss _loss;
    private readonly int[] _samples;

    public Evaluator(FeedForwardNetwork network, Loss loss, WorkerPool pool)
    {
        _loss = loss;
        Pass = new NetworkPass(network, (int)Math.Clamp(MostValues / network.Plan.Values, 16, MostSamples), training: false, pool);
        _samples = new int[Pass.Capacity];
    }

    /// <summary>The pass that is used.</summary>
    public NetworkPass Pass { get; }

    /// <summary>Loss and predictions over a whole set.</summary>
    /// <param name="set">The set.</param>
    /// <param name="outcome">Of the size of the set.</param>
    /// <param name="passed">Told after each batch: the pass that holds it, and which samples it is of, one after another.</param>
    public void Evaluate(SampleSet set, EpochOutcome outcome, Action<NetworkPass, Range>? passed = null)
    {
        double sum = 0, weight = 0;
        for (var first = 0; first < set.Count; first += _samples.Length)
        {
            var samples = _samples.AsSpan(0, Math.Min(_samples.Length, set.Count - first));
            for (var i = 0; i < samples.Length; i++) samples[i] = first + i;
            Pass.Forward(set.Inputs, samples);
            passed?.Invoke(Pass, first..(first + samples.Length));
            sum += _loss.Sum(Pass.Output, set, samples);
            weight += _loss.Weight(set, samples);
            PassReader.Read(Pass.Output, samples, outcome);
            if (outcome.Probabilities is not null) PassReader.ReadScores(Pass.Output, samples, set.Classes!, outcome);
        }
        outcome.Loss = sum / weight;
    }
}
