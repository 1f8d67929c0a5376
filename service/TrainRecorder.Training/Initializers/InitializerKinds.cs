using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Randomness;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Initializers;

/// <summary>The kinds of initialisers there are.</summary>
internal static class InitializerKinds
{
    /// <summary>Gives a tensor its initial values.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="initializer">What the resolved job says; null for the default.</param>
    /// <param name="byDefault">The layer's default.</param>
    /// <param name="random">From which they are drawn.</param>
    public static void Fill(Tensor tensor, Initializer? initializer, ValueInitializer byDefault, RandomStream random) =>
        (initializer is null ? byDefault : Create(initializer, tensor.Shape)).Fill(tensor, random);

    private static ValueInitializer Create(Initializer initializer, IReadOnlyList<int> shape) => initializer.KindCase switch
    {
        Initializer.KindOneofCase.KaimingUniform => UniformInitializer.Within(Math.Sqrt(3) * KaimingGain.Deviation(initializer.KaimingUniform, shape)),
        Initializer.KindOneofCase.KaimingNormal => new NormalInitializer(0, KaimingGain.Deviation(initializer.KaimingNormal, shape)),
        Initializer.KindOneofCase.XavierUniform => UniformInitializer.Within(Math.Sqrt(3) * Xavier(initializer.XavierUniform, shape)),
        Initializer.KindOneofCase.XavierNormal => new NormalInitializer(0, Xavier(initializer.XavierNormal, shape)),
        Initializer.KindOneofCase.Orthogonal => new OrthogonalInitializer(initializer.Orthogonal.Gain),
        Initializer.KindOneofCase.Normal => new NormalInitializer(initializer.Normal.Mean, initializer.Normal.Std),
        Initializer.KindOneofCase.Uniform => new UniformInitializer(initializer.Uniform.A, initializer.Uniform.B),
        Initializer.KindOneofCase.Zeros => new ConstantInitializer(0),
        Initializer.KindOneofCase.Ones => new ConstantInitializer(1),
        Initializer.KindOneofCase.Constant => new ConstantInitializer(initializer.Constant.Val),
        _ => throw new InvalidOperationException("The initialiser has no kind."),
    };

    /// <summary>The standard deviation (Glorot and Bengio 2010), as PyTorch's <c>nn.init.xavier_normal_</c>.</summary>
    private static double Xavier(Xavier xavier, IReadOnlyList<int> shape)
    {
        var (fanIn, fanOut) = Fans.Of(shape);
        return xavier.Gain * Math.Sqrt(2 / (fanIn + fanOut));
    }
}
