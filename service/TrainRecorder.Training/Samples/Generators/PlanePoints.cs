using TrainRecorder.Training.Randomness;

namespace TrainRecorder.Training.Samples.Generators;

/// <summary>Points of the plane whose classes take turns, with normal noise on both features.</summary>
internal static class PlanePoints
{
    /// <summary>Where a point of a class lies.</summary>
    /// <param name="label">The class.</param>
    /// <param name="random">Of the sample.</param>
    public delegate (double X, double Y) Place(int label, RandomStream random);

    /// <summary>Makes the rows; sample i is of class i mod <paramref name="classes"/>.</summary>
    public static GeneratedRows Generate(int samples, int classes, double noise, long seed, Place place)
    {
        var inputs = new float[2 * samples];
        var labels = new int[samples];
        for (var i = 0; i < samples; i++)
        {
            var random = new RandomStream(seed, Purpose.Samples, i);
            labels[i] = i % classes;
            var (x, y) = place(labels[i], random);
            inputs[2 * i] = (float)(x + (noise * random.NextGaussian()));
            inputs[(2 * i) + 1] = (float)(y + (noise * random.NextGaussian()));
        }
        return new GeneratedRows(inputs, 2, labels, classes);
    }
}
