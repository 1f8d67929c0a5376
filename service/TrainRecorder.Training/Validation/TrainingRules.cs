using TrainRecorder.Training.Losses;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Validation;

/// <summary>The rules of <c>training</c>, but for the default of the loss, which follows the task.</summary>
internal static class TrainingRules
{
    /// <summary>Checks how a network is trained and makes the defaults explicit.</summary>
    public static void Resolve(V1.Training training, Violations violations)
    {
        if (!training.HasEpochs) training.Epochs = 10;
        violations.InRange("training.epochs", training.Epochs, 0, Limits.Epochs);
        if (!training.HasBatchSize) training.BatchSize = 32;
        violations.InRange("training.batch_size", training.BatchSize, 1, Limits.BatchSize);
        if (!training.HasSeed) training.Seed = 0;
        violations.InRange("training.seed", training.Seed, 0, Limits.Seed);
        if (!training.HasShuffle) training.Shuffle = true;
        if (training.Loss.Length > 0) violations.IsKnown("training.loss", training.Loss, LossKinds.Names);
        training.Optimizer ??= new Optimizer { Adam = new Adam() };
        switch (training.Optimizer.KindCase)
        {
            case Optimizer.KindOneofCase.Sgd: Resolve(training.Optimizer.Sgd, violations); break;
            case Optimizer.KindOneofCase.Adam: Resolve(training.Optimizer.Adam, violations); break;
            default: violations.Add("training.optimizer", "Exactly one kind of optimiser must be given; known: sgd, adam."); break;
        }
    }

    private static void Resolve(Sgd sgd, Violations violations)
    {
        if (!sgd.HasLearningRate) sgd.LearningRate = 0.01;
        violations.Above("training.optimizer.sgd.learning_rate", sgd.LearningRate, 0);
        if (!sgd.HasMomentum) sgd.Momentum = 0;
        violations.HalfOpen("training.optimizer.sgd.momentum", sgd.Momentum, 0, 1);
    }

    private static void Resolve(Adam adam, Violations violations)
    {
        if (!adam.HasLearningRate) adam.LearningRate = 0.001;
        violations.Above("training.optimizer.adam.learning_rate", adam.LearningRate, 0);
        if (!adam.HasBeta1) adam.Beta1 = 0.9;
        violations.HalfOpen("training.optimizer.adam.beta1", adam.Beta1, 0, 1);
        if (!adam.HasBeta2) adam.Beta2 = 0.999;
        violations.HalfOpen("training.optimizer.adam.beta2", adam.Beta2, 0, 1);
        if (!adam.HasEpsilon) adam.Epsilon = 1e-8;
        violations.Above("training.optimizer.adam.epsilon", adam.Epsilon, 0);
    }
}
