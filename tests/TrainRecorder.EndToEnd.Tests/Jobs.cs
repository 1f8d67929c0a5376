namespace TrainRecorder.EndToEnd.Tests;

/// <summary>Job files that tests submit.</summary>
internal static class Jobs
{
    /// <summary>A generated job that trains for a few seconds: long enough to be killed in the middle.</summary>
    public static string Teacher(TemporaryFolder folder, int epochs, int samples = 20_000)
    {
        var path = folder[$"teacher-{epochs}.json"];
        File.WriteAllText(path, $$"""
            {
              "name": "teacher",
              "data": { "generate": { "teacher": { "features": 200, "classes": 10, "samples": {{samples}} } } },
              "network": { "shape": [200, 100, 10], "activation": "tanh" },
              "training": { "optimizer": { "adam": {} }, "epochs": {{epochs}}, "batch_size": 64, "seed": 3 },
              "recording": { "probe_samples": 64 }
            }
            """);
        return path;
    }
}
