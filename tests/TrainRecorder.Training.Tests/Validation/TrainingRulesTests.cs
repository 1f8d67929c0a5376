using Google.Protobuf;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests.Validation;

/// <summary>How a network is trained and watched: every field's range, and the defaults that are PyTorch's.</summary>
public class TrainingRulesTests
{
    [Theory]
    [InlineData("""{ "optimizer": { "adamw": {} } }""", """{ "adamw": { "learning_rate": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weight_decay": 0.01 } }""")]
    [InlineData("""{ "optimizer": { "sgd": {} } }""", """{ "sgd": { "learning_rate": 0.01, "momentum": 0, "dampening": 0, "nesterov": false, "weight_decay": 0 } }""")]
    [InlineData("""{ "optimizer": { "rmsprop": {} } }""", """{ "rmsprop": { "learning_rate": 0.01, "alpha": 0.99, "epsilon": 1e-8, "momentum": 0, "centered": false, "weight_decay": 0 } }""")]
    public void Resolve_Optimizer_HasPyTorchsDefaults(string training, string expected) =>
        Assert.Equal(JsonParser.Default.Parse<Optimizer>(expected), Resolved(training).Optimizer);

    [Theory]
    [InlineData("""{ "step": { "step_size": 3 } }""", """{ "step": { "step_size": 3, "gamma": 0.1 } }""")]
    [InlineData("""{ "cosine": {} }""", """{ "cosine": { "t_max": 10, "eta_min": 0 } }""")]
    [InlineData("""{ "one_cycle": {} }""", """{ "one_cycle": { "max_lr": 0.001, "pct_start": 0.3, "anneal_strategy": "cos", "cycle_momentum": true, "base_momentum": 0.85, "max_momentum": 0.95, "div_factor": 25, "final_div_factor": 10000 } }""")]
    [InlineData("""{ "plateau": {} }""", """{ "plateau": { "monitor": "validation.loss", "factor": 0.1, "patience": 10, "threshold": 0.0001, "threshold_mode": "rel", "cooldown": 0, "min_lr": 0, "epsilon": 1e-8 } }""")]
    public void Resolve_Schedule_HasPyTorchsDefaults(string schedule, string expected) =>
        Assert.Equal(JsonParser.Default.Parse<LearningRateSchedule>(expected), Resolved($$"""{ "schedule": {{schedule}} }""").Schedule);

    [Fact]
    public void Resolve_EarlyStoppingAndWarmup_HaveTheirDefaults()
    {
        var training = Resolved("""{ "early_stopping": {}, "warmup": { "epochs": 2 } }""");

        Assert.Equal(new EarlyStopping { Monitor = "validation.loss", Patience = 10, MinDelta = 0 }, training.EarlyStopping);
        Assert.Equal(new Warmup { Epochs = 2, StartFactor = 1.0 / 3 }, training.Warmup);
    }

    [Theory]
    [InlineData("""{ "optimizer": { "sgd": { "nesterov": true } } }""", "optimizer.sgd.nesterov")]
    [InlineData("""{ "optimizer": { "sgd": { "nesterov": true, "momentum": 0.5, "dampening": 1, "weight_decay": -1 } } }""", "optimizer.sgd.dampening", "optimizer.sgd.nesterov", "optimizer.sgd.weight_decay")]
    [InlineData("""{ "optimizer": { "adamw": { "learning_rate": 0, "beta1": 1, "beta2": -1, "epsilon": 0, "weight_decay": "NaN" } } }""",
        "optimizer.adamw.learning_rate", "optimizer.adamw.beta1", "optimizer.adamw.beta2", "optimizer.adamw.epsilon", "optimizer.adamw.weight_decay")]
    [InlineData("""{ "optimizer": { "rmsprop": { "learning_rate": -1, "alpha": 1, "epsilon": 0, "momentum": 1, "weight_decay": -1 } } }""",
        "optimizer.rmsprop.learning_rate", "optimizer.rmsprop.alpha", "optimizer.rmsprop.epsilon", "optimizer.rmsprop.momentum", "optimizer.rmsprop.weight_decay")]
    [InlineData("""{ "schedule": {} }""", "schedule")]
    [InlineData("""{ "schedule": { "step": {} } }""", "schedule.step.step_size")]
    [InlineData("""{ "schedule": { "step": { "step_size": 0, "gamma": 0 } } }""", "schedule.step.step_size", "schedule.step.gamma")]
    [InlineData("""{ "schedule": { "exponential": {} } }""", "schedule.exponential.gamma")]
    [InlineData("""{ "schedule": { "exponential": { "gamma": -1 } } }""", "schedule.exponential.gamma")]
    [InlineData("""{ "schedule": { "cosine": { "t_max": 0, "eta_min": -1 } } }""", "schedule.cosine.t_max", "schedule.cosine.eta_min")]
    [InlineData("""{ "schedule": { "one_cycle": { "max_lr": 0, "pct_start": 1, "anneal_strategy": "sine", "base_momentum": 1, "max_momentum": 1, "div_factor": 0, "final_div_factor": 0 } } }""",
        "schedule.one_cycle.max_lr", "schedule.one_cycle.pct_start", "schedule.one_cycle.anneal_strategy", "schedule.one_cycle.base_momentum",
        "schedule.one_cycle.max_momentum", "schedule.one_cycle.div_factor", "schedule.one_cycle.final_div_factor")]
    [InlineData("""{ "schedule": { "plateau": { "monitor": "validation.rmse", "factor": 1, "patience": -1, "threshold": -1, "threshold_mode": "x", "cooldown": -1, "min_lr": -1, "epsilon": -1 } } }""",
        "schedule.plateau.factor", "schedule.plateau.patience", "schedule.plateau.threshold", "schedule.plateau.threshold_mode",
        "schedule.plateau.cooldown", "schedule.plateau.min_lr", "schedule.plateau.epsilon", "schedule.plateau.monitor")]
    [InlineData("""{ "warmup": { "start_factor": 0 } }""", "warmup", "warmup.start_factor")]
    [InlineData("""{ "warmup": { "steps": 0 } }""", "warmup.steps")]
    [InlineData("""{ "warmup": { "epochs": 0, "start_factor": 1.5 } }""", "warmup.epochs", "warmup.start_factor")]
    [InlineData("""{ "clipping": {} }""", "clipping")]
    [InlineData("""{ "clipping": { "norm": 0, "value": -1 } }""", "clipping", "clipping.norm", "clipping.value")]
    [InlineData("""{ "early_stopping": { "monitor": "train.auc", "patience": 0, "min_delta": -1 } }""", "early_stopping.patience", "early_stopping.min_delta", "early_stopping.monitor")]
    [InlineData("""{ "loss": "mse", "label_smoothing": 0.1, "huber_delta": 1, "class_weights": { "balanced": true } }""", "label_smoothing", "huber_delta", "class_weights")]
    [InlineData("""{ "label_smoothing": 1, "class_weights": { "balanced": true, "values": [1, 0] } }""",
        "label_smoothing", "class_weights", "class_weights.values[1]", "class_weights.values")]
    [InlineData("""{ "loss": "bce" }""", "loss")]
    [InlineData("""{ "loss": "huber", "huber_delta": 0 }""", "huber_delta")]
    public void Resolve_OutOfRange_NamesEveryField(string training, params string[] fields)
    {
        var violations = JobResolver.Resolve(Job($$"""{ "training": {{training}} }"""), null).Violations;

        Assert.Equal(fields.Select(field => $"training.{field}"), violations.Select(violation => violation.Field));
    }

    [Fact]
    public void Resolve_DiagnosticsOutOfRange_NamesEveryField()
    {
        var violations = JobResolver.Resolve(
            Job("""
                {
                  "diagnostics": {
                    "dead_units": { "threshold": 1 }, "saturated_units": { "threshold": -0.1 }, "dormant_units": { "threshold": 2 },
                    "vanishing_gradients": { "threshold": 0 }, "exploding_gradients": { "threshold": "Infinity" }, "non_finite_values": { "threshold": -1 },
                    "poor_initialization": { "threshold": 1 }, "loss_not_falling": { "threshold": "NaN", "epochs": 0 }, "overfitting": { "threshold": 0, "epochs": 1001 },
                    "update_ratio": { "low": -1, "high": -2 }, "layer_collapse": { "threshold": -1 }
                  }
                }
                """),
            null).Violations;

        Assert.Equal(
            [
                "dead_units.threshold", "dormant_units.threshold", "exploding_gradients.threshold", "layer_collapse.threshold", "loss_not_falling.epochs",
                "loss_not_falling.threshold", "non_finite_values.threshold", "overfitting.epochs", "overfitting.threshold", "poor_initialization.threshold",
                "saturated_units.threshold", "update_ratio.high", "update_ratio.low", "vanishing_gradients.threshold",
            ],
            violations.Select(violation => violation.Field["diagnostics.".Length..]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 40 } }, "task": "classification" } }""")]
    [InlineData("""{ "training": { "loss": "bce" }, "data": { "generate": { "xor": { "samples": 40 } } } }""")]
    public void Resolve_TwoClassesAndOneOutput_IsBinaryCrossEntropyOfASigmoid(string json)
    {
        var job = JsonParser.Default.Parse<Job>(json);
        job.Network = new Network { Shape = { 2, 4, 1 } };

        var resolution = JobResolver.Resolve(job, null);

        Assert.Empty(resolution.Violations);
        Assert.Equal(("classification", "bce", "sigmoid"), (resolution.Job.Data.Task, resolution.Job.Training.Loss, resolution.Job.Network.Layers[^1].Dense.Activation));
    }

    private static V1.Training Resolved(string training)
    {
        var resolution = JobResolver.Resolve(Job($$"""{ "training": {{training}} }"""), null);
        Assert.Empty(resolution.Violations);
        return resolution.Job.Training;
    }

    private static Job Job(string json)
    {
        var job = JsonParser.Default.Parse<Job>(json);
        job.Data = new Data { Generate = new Generator { Teacher = new Teacher { Features = 3, Classes = 3, Samples = 90 } } };
        job.Network = new Network { Shape = { 3, 3 } };
        return job;
    }
}
