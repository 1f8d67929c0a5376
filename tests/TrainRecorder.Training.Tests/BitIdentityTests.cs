using System.Diagnostics;

namespace TrainRecorder.Training.Tests;

/// <summary>A job gives the same recording, bit for bit, whatever the instruction set and the number of threads.</summary>
public class BitIdentityTests
{
    /// <summary>Makes this executable print the hash instead of running tests.</summary>
    public const string ChildArgument = "print-recording-hash";

    private static readonly TimeSpan ChildTimeout = TimeSpan.FromMinutes(2);

    // The first is large enough for its products to be shared between threads, the second has every activation and text features.
    private static readonly string[] Jobs =
    [
        """
        {
          "data": { "generate": { "teacher": { "features": 150, "classes": 7, "samples": 150 } }, "normalization": "min_max" },
          "network": { "shape": [150, 130, 7] },
          "training": { "epochs": 2, "batch_size": 60, "seed": 5 }
        }
        """,
        """
        {
          "data": { "dataset": "DATASET", "label": "species", "validation_fraction": 0.3 },
          "network": {
            "layers": [
              { "dense": { "units": 9, "activation": "tanh" } }, { "dense": { "units": 7, "activation": "sigmoid" } },
              { "dense": { "units": 5, "activation": "linear" } }, { "dense": { "units": 6, "activation": "relu" } }, { "dense": { "units": 3 } }
            ]
          },
          "training": { "optimizer": { "sgd": { "learning_rate": 0.1, "momentum": 0.9 } }, "loss": "mse", "epochs": 3, "batch_size": 10, "seed": 6 }
        }
        """,
    ];

    [Fact]
    public async Task Train_OnSeveralThreads_RecordsTheSameBits()
    {
        var one = await HashAsync(threads: 1);

        Assert.Equal(one, await HashAsync(threads: 2));
        Assert.Equal(one, await HashAsync(threads: 3));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "DOTNET_EnableAVX512F")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task Train_WithoutInstructions_RecordsTheSameBits(params string[] switchedOff)
    {
        var here = await HashAsync(threads: 1);

        Assert.Equal(here, await ChildHashAsync(switchedOff));
    }

    [Fact]
    public async Task Train_AnotherSeed_RecordsOtherBits()
    {
        var job = TestRuns.Resolve(Jobs[0]);
        var other = job.Clone();
        other.Training.Seed++;

        Assert.NotEqual((await TestRuns.TrainAsync(job)).Hash(), (await TestRuns.TrainAsync(other)).Hash());
    }

    internal static async Task<string> HashAsync(int threads)
    {
        var iris = DataFiles.Path("iris.csv");
        var generated = await TestRuns.TrainAsync(TestRuns.Resolve(Jobs[0]), threads: threads);
        var read = await TestRuns.TrainAsync(TestRuns.Resolve(Jobs[1], iris), iris, threads);
        return $"{generated.Hash()} {read.Hash()}";
    }

    private static async Task<string> ChildHashAsync(string[] switchedOff)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(BitIdentityTests).Assembly.Location, ChildArgument]) { RedirectStandardOutput = true };
        foreach (var name in switchedOff) start.Environment[name] = "0";
        using var child = Process.Start(start)!;
        try
        {
            var output = await child.StandardOutput.ReadToEndAsync().WaitAsync(ChildTimeout);
            await child.WaitForExitAsync().WaitAsync(ChildTimeout);
            Assert.Equal(0, child.ExitCode);
            return output.Trim();
        }
        finally
        {
            if (!child.HasExited) child.Kill();
        }
    }
}
