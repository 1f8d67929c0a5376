using TrainRecorder.Training.Randomness;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Samples.Generators;

/// <summary>Gaussian clouds around centres that are uniform in a box.</summary>
internal static class BlobsGenerator
{
    /// <summary>Makes the rows; sample i is of class i mod classes.</summary>
    public static GeneratedRows Generate(Blobs blobs, long seed)
    {
        var centres = new double[blobs.Classes][];
        for (var c = 0; c < centres.Length; c++)
        {
            var random = new RandomStream(seed, Purpose.Centres, c);
            centres[c] = [.. Enumerable.Range(0, blobs.Features).Select(_ => ((2 * random.NextUniform()) - 1) * blobs.Box)];
        }
        var inputs = new float[checked(blobs.Samples * blobs.Features)];
        var labels = new int[blobs.Samples];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = i % blobs.Classes;
            var random = new RandomStream(seed, Purpose.Samples, i);
            var row = inputs.AsSpan(i * blobs.Features, blobs.Features);
            for (var k = 0; k < row.Length; k++) row[k] = (float)(centres[labels[i]][k] + (blobs.Deviation * random.NextGaussian()));
        }
        return new GeneratedRows(inputs, blobs.Features, labels, blobs.Classes);
    }
}
