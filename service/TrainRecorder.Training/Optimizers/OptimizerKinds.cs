using TrainRecorder.V1;

namespace TrainRecorder.Training.Optimizers;

/// <summary>The optimisers there are.</summary>
internal static class OptimizerKinds
{
    /// <summary>As jobs name them.</summary>
    public const string Names = "sgd, adam, adamw, rmsprop";

    /// <summary>The optimiser of a resolved job.</summary>
    /// <param name="training">In full.</param>
    public static GradientOptimizer Create(V1.Training training)
    {
        var cycles = training.Schedule is { KindCase: LearningRateSchedule.KindOneofCase.OneCycle, OneCycle.CycleMomentum: true };
        var optimizer = training.Optimizer;
        return optimizer.KindCase switch
        {
            Optimizer.KindOneofCase.Sgd => new GradientDescent(optimizer.Sgd, cycles),
            Optimizer.KindOneofCase.Adam => new AdaptiveMoments(optimizer.Adam),
            Optimizer.KindOneofCase.Adamw => new AdaptiveMoments(optimizer.Adamw),
            Optimizer.KindOneofCase.Rmsprop => new RootMeanSquares(optimizer.Rmsprop, cycles),
            _ => throw new InvalidOperationException("The optimiser has no kind."),
        };
    }
}
