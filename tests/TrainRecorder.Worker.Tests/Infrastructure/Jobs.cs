using TrainRecorder.Training;
using TrainRecorder.V1;

namespace TrainRecorder.Worker.Tests.Infrastructure;

/// <summary>Small jobs with every default explicit.</summary>
internal static class Jobs
{
    public static Job Xor(int epochs)
    {
        var resolution = JobResolver.Resolve(
            new Job
            {
                Data = new() { Generate = new() { Xor = new() { Samples = 100 } } },
                Network = new() { Shape = { 2, 6, 2 }, Activation = "tanh" },
                Training = new() { Epochs = epochs, BatchSize = 16, Seed = 3 },
                Recording = new() { ProbeSamples = 8 },
            },
            table: null);
        Assert.Empty(resolution.Violations);
        return resolution.Job;
    }
}
