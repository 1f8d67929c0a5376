using TrainRecorder.Training.Arithmetic;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Samples.Generators;

/// <summary>The unit circle, and one of a smaller radius within it.</summary>
internal static class CirclesGenerator
{
    /// <summary>Makes the rows.</summary>
    public static GeneratedRows Generate(Circles circles, long seed) => PlanePoints.Generate(
        circles.Samples, 2, circles.Noise, seed, (label, random) =>
        {
            var (sine, cosine) = DoubleMath.OfTurns(random.NextUniform());
            var radius = label == 0 ? 1 : circles.Factor;
            return (radius * cosine, radius * sine);
        });
}
