using TrainRecorder.Training.Arithmetic;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Samples.Generators;

/// <summary>Arms that wind around the origin: radius r = u, angle 2π (turns · r + class / classes).</summary>
internal static class SpiralsGenerator
{
    /// <summary>Makes the rows.</summary>
    public static GeneratedRows Generate(Spirals spirals, long seed) => PlanePoints.Generate(
        spirals.Samples, spirals.Classes, spirals.Noise, seed, (label, random) =>
        {
            var radius = random.NextUniform();
            var turns = (spirals.Turns * radius) + ((double)label / spirals.Classes);
            var (sine, cosine) = DoubleMath.OfTurns(turns - Math.Floor(turns));
            return (radius * cosine, radius * sine);
        });
}
