using TrainRecorder.V1;

namespace TrainRecorder.Training.Initializers;

/// <summary>The spread of Kaiming initialisation (He et al. 2015, arXiv 1502.01852), as PyTorch's <c>nn.init.kaiming_normal_</c>: gain / √fan.</summary>
internal static class KaimingGain
{
    /// <summary>The nonlinearities from which a gain follows.</summary>
    public static IReadOnlyList<string> Nonlinearities { get; } = ["linear", "sigmoid", "tanh", "relu", "leaky_relu"];

    /// <summary>The fans there are.</summary>
    public static IReadOnlyList<string> Modes { get; } = ["fan_in", "fan_out"];

    /// <summary>The standard deviation.</summary>
    public static double Deviation(Kaiming kaiming, IReadOnlyList<int> shape)
    {
        var (fanIn, fanOut) = Fans.Of(shape);
        var gain = kaiming.Nonlinearity switch
        {
            "tanh" => 5.0 / 3,
            "relu" => Math.Sqrt(2),
            "leaky_relu" => Math.Sqrt(2 / (1 + (kaiming.A * kaiming.A))),
            _ => 1,
        };
        return gain / Math.Sqrt(kaiming.Mode == "fan_out" ? fanOut : fanIn);
    }
}
