using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Infrastructure;

/// <summary>Jobs to submit.</summary>
internal static class Jobs
{
    /// <summary>A valid, tiny job without a dataset.</summary>
    public static Job Xor(int epochs = 3) => new()
    {
        Name = "xor",
        Data = new Data { Generate = new Generator { Xor = new Xor { Samples = 40 } } },
        Network = new Network { Shape = { 2, 4, 2 }, Activation = "tanh" },
        Training = new V1.Training { Epochs = epochs },
        Recording = new RecordingOptions { ProbeSamples = 4 },
    };
}
