using Google.Protobuf;
using TrainRecorder.Training;
using TrainRecorder.V1;

namespace TrainRecorder.Worker.Tests.Infrastructure;

/// <summary>Small jobs with every default explicit.</summary>
internal static class Jobs
{
    public static Job Xor(int epochs) => Resolve(new Job
    {
        Data = new() { Generate = new() { Xor = new() { Samples = 100 } } },
        Network = new() { Shape = { 2, 6, 2 }, Activation = "tanh" },
        Training = new() { Epochs = epochs, BatchSize = 16, Seed = 3 },
        Recording = new() { ProbeSamples = 8 },
    });

    /// <summary>With everything that keeps something from epoch to epoch: running statistics, Adam, schedules, early stopping, rules; and with dropout.</summary>
    public static Job WithMemory(int epochs) => Resolve(JsonParser.Default.Parse<Job>($$"""
        {
          "data": { "generate": { "spirals": { "samples": 100 } } },
          "network": { "layers": [
            { "dense": { "units": 8 } }, { "batch_norm": { "activation": "tanh" } }, { "dropout": { "rate": 0.3 } },
            { "residual": { "layers": [ { "dense": { "units": 8 } }, { "batch_norm": {} } ] } }, { "dense": { "units": 2 } }
          ] },
          "training": {
            "optimizer": { "adam": { "learning_rate": 0.05 } }, "schedule": { "plateau": { "patience": 0 } }, "warmup": { "epochs": 2 },
            "early_stopping": { "patience": 100 }, "clipping": { "norm": 1 }, "epochs": {{epochs}}, "batch_size": 16, "seed": 3
          },
          "diagnostics": { "saturated_units": { "threshold": 0.1 } }
        }
        """));

    private static Job Resolve(Job job)
    {
        var resolution = JobResolver.Resolve(job, table: null);
        Assert.Empty(resolution.Violations);
        return resolution.Job;
    }
}
