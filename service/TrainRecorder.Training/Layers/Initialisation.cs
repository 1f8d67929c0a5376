using TrainRecorder.Training.Randomness;

namespace TrainRecorder.Training.Layers;

/// <summary>Gives every layer of a network random numbers of its own, in the order in which layers are made: that of the recording.</summary>
internal sealed class Initialisation(long seed)
{
    private int _next;

    /// <summary>The seed of the job.</summary>
    public long Seed { get; } = seed;

    /// <summary>The place of the next layer among all, from 0.</summary>
    public int NextLayer() => _next++;

    /// <summary>The random numbers of a layer.</summary>
    public RandomStream Of(int layer) => new(Seed, Purpose.Initialisation, layer);
}
