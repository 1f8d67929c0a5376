using System.Diagnostics;

namespace TrainRecorder.Training.Tests;

/// <summary>A job gives the same recording, bit for bit, whatever the instruction set and the number of threads.</summary>
public class BitIdentityTests
{
    /// <summary>Makes this executable print the hash instead of running tests.</summary>
    public const string ChildArgument = "print-recording-hash";

    private static readonly TimeSpan ChildTimeout = TimeSpan.FromMinutes(2);

    // The first is large enough for its products to be shared between threads, the second has many activations, the others every kind of layer.
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
              { "dense": { "units": 5, "activation": "linear" } }, { "dense": { "units": 6, "activation": "relu" } },
              { "dense": { "units": 5, "activation": "gelu", "weight_initializer": { "orthogonal": {} } } },
              { "dense": { "units": 5, "activation": "elu", "weight_initializer": { "kaiming_normal": {} } } },
              { "dense": { "units": 5, "activation": "softplus", "weight_initializer": { "xavier_uniform": {} } } },
              { "dense": { "units": 5, "activation": "hard_tanh", "bias_initializer": { "uniform": {} } } }, { "dense": { "units": 3 } }
            ]
          },
          "training": { "optimizer": { "sgd": { "learning_rate": 0.1, "momentum": 0.9 } }, "loss": "mse", "epochs": 3, "batch_size": 10, "seed": 6 }
        }
        """,
        """
        {
          "data": { "generate": { "teacher": { "features": 72, "classes": 3, "samples": 75 } } },
          "network": {
            "input_shape": [2, 6, 6], "activation": "silu",
            "layers": [
              { "conv2d": { "channels": 20, "kernel_size": [3], "padding": [1] } }, { "batch_norm": { "activation": "leaky_relu" } },
              { "max_pool": { "kernel_size": [2], "padding": [1] } }, { "dropout": { "rate": 0.25 } },
              { "residual": {
                  "layers": [ { "conv2d": { "channels": 15, "kernel_size": [3], "stride": [2], "padding": [1] } }, { "layer_norm": { "activation": "gelu" } } ],
                  "shortcut": [ { "average_pool": { "kernel_size": [2] } }, { "conv2d": { "channels": 15, "kernel_size": [1], "bias": false } } ]
              } },
              { "flatten": {} }, { "layer_norm": {} }, { "dense": { "units": 9, "activation": "softsign" } }, { "dense": { "units": 3 } }
            ]
          },
          "training": { "epochs": 2, "batch_size": 25, "seed": 8 }
        }
        """,
        """
        {
          "data": { "dataset": "DATASET", "label": "label" },
          "network": {
            "layers": [
              { "embedding": { "vocabulary": 6, "dimensions": 5, "channels_first": true } },
              { "conv1d": { "channels": 6, "kernel_size": [3], "padding": [2], "activation": "hard_sigmoid" } }, { "global_max_pool": {} },
              { "residual": { "layers": [ { "dense": { "units": 6 } } ] } }, { "dense": { "units": 2 } }
            ]
          },
          "training": { "epochs": 2, "batch_size": 9, "seed": 3 }
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
        var images = await TestRuns.TrainAsync(TestRuns.Resolve(Jobs[2]), threads: threads);
        using var numbers = Numbers();
        var embedded = await TestRuns.TrainAsync(TestRuns.Resolve(Jobs[3], numbers.Path), numbers.Path, threads);
        return $"{generated.Hash()} {read.Hash()} {images.Hash()} {embedded.Hash()}";
    }

    /// <summary>A table of whole numbers below 6, and whether the first is among the others.</summary>
    private static TemporaryFile Numbers()
    {
        var rows = Enumerable.Range(0, 60).Select(i => (int[])[i % 6, i * 7 % 5, i * 11 % 6, i * i % 6]);
        return new TemporaryFile("a,b,c,d,label\n" + string.Concat(rows.Select(row => $"{string.Join(',', row)},{(row.Skip(1).Contains(row[0]) ? "yes" : "no")}\n")));
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
