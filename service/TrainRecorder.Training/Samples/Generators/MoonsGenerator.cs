using TrainRecorder.Training.Arithmetic;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Samples.Generators;

/// <summary>Two half circles that interlock.</summary>
internal static class MoonsGenerator
{
    /// <summary>Makes the rows.</summary>
    public static GeneratedRows Generate(Moons moons, long seed) => PlanePoints.Generate(
        moons.Samples, 2, moons.Noise, seed, (label, random) =>
        {
            // Half a turn: t in [0, π).
            var (sine, cosine) = DoubleMath.OfTurns(random.NextUniform() / 2);
            return label == 0 ? (cosine, sine) : (1 - cosine, 0.5 - sine);
        });
}
