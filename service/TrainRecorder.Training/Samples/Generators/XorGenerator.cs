using TrainRecorder.Training.Randomness;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Samples.Generators;

/// <summary>Two features, uniform in [−1, 1); class 1 where their signs differ.</summary>
internal static class XorGenerator
{
    /// <summary>Makes the rows.</summary>
    public static GeneratedRows Generate(Xor xor, long seed)
    {
        var inputs = new float[2 * xor.Samples];
        var labels = new int[xor.Samples];
        for (var i = 0; i < labels.Length; i++)
        {
            var random = new RandomStream(seed, Purpose.Samples, i);
            inputs[2 * i] = (float)((2 * random.NextUniform()) - 1);
            inputs[(2 * i) + 1] = (float)((2 * random.NextUniform()) - 1);
            labels[i] = (inputs[2 * i] < 0) != (inputs[(2 * i) + 1] < 0) ? 1 : 0;
        }
        return new GeneratedRows(inputs, 2, labels, 2);
    }
}
