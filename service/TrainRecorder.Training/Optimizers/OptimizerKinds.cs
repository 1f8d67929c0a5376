using TrainRecorder.V1;

namespace TrainRecorder.Training.Optimizers;

/// <summary>The optimisers there are.</summary>
internal static class OptimizerKinds
{
    /// <summary>The optimiser of a resolved job.</summary>
    public static GradientOptimizer Create(Optimizer optimizer) => optimizer.KindCase switch
    {
        Optimizer.KindOneofCase.Sgd => new GradientDescent(optimizer.Sgd),
        Optimizer.KindOneofCase.Adam => new AdaptiveMoments(optimizer.Adam),
        _ => throw new InvalidOperationException("The optimiser has no kind."),
    };
}
