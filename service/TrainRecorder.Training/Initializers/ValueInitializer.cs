using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Randomness;

namespace TrainRecorder.Training.Initializers;

/// <summary>Gives a tensor its initial values, in row-major order. A kind is one file, listed in <see cref="InitializerKinds"/>.</summary>
internal abstract class ValueInitializer
{
    /// <summary>Overwrites all values.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="random">From which they are drawn.</param>
    public abstract void Fill(Tensor tensor, RandomStream random);
}
