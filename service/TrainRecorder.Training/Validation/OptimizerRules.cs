using TrainRecorder.Training.Optimizers;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Validation;

/// <summary>The rules of <c>training.optimizer</c>; defaults are PyTorch's.</summary>
internal static class OptimizerRules
{
    private const string Path = "training.optimizer";

    /// <summary>Checks an optimiser and makes its defaults explicit.</summary>
    public static void Resolve(Optimizer optimizer, Violations violations)
    {
        switch (optimizer.KindCase)
        {
            case Optimizer.KindOneofCase.Sgd: Resolve(optimizer.Sgd, violations); break;
            case Optimizer.KindOneofCase.Adam: Resolve(optimizer.Adam, violations); break;
            case Optimizer.KindOneofCase.Adamw: Resolve(optimizer.Adamw, violations); break;
            case Optimizer.KindOneofCase.Rmsprop: Resolve(optimizer.Rmsprop, violations); break;
            default: violations.Add(Path, $"Exactly one kind of optimiser must be given; known: {OptimizerKinds.Names}."); break;
        }
    }

    /// <summary>The learning rate of a resolved optimiser.</summary>
    public static double LearningRate(Optimizer optimizer) => optimizer.KindCase switch
    {
        Optimizer.KindOneofCase.Sgd => optimizer.Sgd.LearningRate,
        Optimizer.KindOneofCase.Adam => optimizer.Adam.LearningRate,
        Optimizer.KindOneofCase.Adamw => optimizer.Adamw.LearningRate,
        Optimizer.KindOneofCase.Rmsprop => optimizer.Rmsprop.LearningRate,
        _ => double.NaN,
    };

    private static void Resolve(Sgd sgd, Violations violations)
    {
        if (!sgd.HasLearningRate) sgd.LearningRate = 0.01;
        violations.Above($"{Path}.sgd.learning_rate", sgd.LearningRate, 0);
        if (!sgd.HasMomentum) sgd.Momentum = 0;
        violations.HalfOpen($"{Path}.sgd.momentum", sgd.Momentum, 0, 1);
        if (!sgd.HasDampening) sgd.Dampening = 0;
        violations.HalfOpen($"{Path}.sgd.dampening", sgd.Dampening, 0, 1);
        if (!sgd.HasNesterov) sgd.Nesterov = false;
        if (sgd.Nesterov && !(sgd.Momentum > 0 && sgd.Dampening == 0)) violations.Add($"{Path}.sgd.nesterov", "Needs a momentum above 0 and no dampening.");
        if (!sgd.HasWeightDecay) sgd.WeightDecay = 0;
        violations.AtLeast($"{Path}.sgd.weight_decay", sgd.WeightDecay, 0);
    }

    private static void Resolve(Adam adam, Violations violations)
    {
        if (!adam.HasLearningRate) adam.LearningRate = 0.001;
        if (!adam.HasBeta1) adam.Beta1 = 0.9;
        if (!adam.HasBeta2) adam.Beta2 = 0.999;
        if (!adam.HasEpsilon) adam.Epsilon = 1e-8;
        if (!adam.HasWeightDecay) adam.WeightDecay = 0;
        CheckAdam("adam", adam.LearningRate, adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay, violations);
    }

    private static void Resolve(AdamW adam, Violations violations)
    {
        if (!adam.HasLearningRate) adam.LearningRate = 0.001;
        if (!adam.HasBeta1) adam.Beta1 = 0.9;
        if (!adam.HasBeta2) adam.Beta2 = 0.999;
        if (!adam.HasEpsilon) adam.Epsilon = 1e-8;
        if (!adam.HasWeightDecay) adam.WeightDecay = 0.01;
        CheckAdam("adamw", adam.LearningRate, adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay, violations);
    }

    private static void CheckAdam(string kind, double rate, double beta1, double beta2, double epsilon, double decay, Violations violations)
    {
        violations.Above($"{Path}.{kind}.learning_rate", rate, 0);
        violations.HalfOpen($"{Path}.{kind}.beta1", beta1, 0, 1);
        violations.HalfOpen($"{Path}.{kind}.beta2", beta2, 0, 1);
        violations.Above($"{Path}.{kind}.epsilon", epsilon, 0);
        violations.AtLeast($"{Path}.{kind}.weight_decay", decay, 0);
    }

    private static void Resolve(RmsProp rms, Violations violations)
    {
        if (!rms.HasLearningRate) rms.LearningRate = 0.01;
        violations.Above($"{Path}.rmsprop.learning_rate", rms.LearningRate, 0);
        if (!rms.HasAlpha) rms.Alpha = 0.99;
        violations.HalfOpen($"{Path}.rmsprop.alpha", rms.Alpha, 0, 1);
        if (!rms.HasEpsilon) rms.Epsilon = 1e-8;
        violations.Above($"{Path}.rmsprop.epsilon", rms.Epsilon, 0);
        if (!rms.HasMomentum) rms.Momentum = 0;
        violations.HalfOpen($"{Path}.rmsprop.momentum", rms.Momentum, 0, 1);
        if (!rms.HasCentered) rms.Centered = false;
        if (!rms.HasWeightDecay) rms.WeightDecay = 0;
        violations.AtLeast($"{Path}.rmsprop.weight_decay", rms.WeightDecay, 0);
    }
}
