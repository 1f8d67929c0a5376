using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests;

/// <summary>
/// Small jobs that together have every kind of layer, activation, initialiser, loss, optimiser and schedule: what holds
/// for all of them holds for what anyone trains. <see cref="EveryKindTests"/> sees to it that a new kind is added here.
/// </summary>
internal static class EveryKind
{
    // The first is large enough for its products to be shared between threads.
    private static readonly string[] Texts =
    [
        """
        {
          "data": { "generate": { "teacher": { "features": 150, "classes": 7, "samples": 150 } }, "normalization": "min_max" },
          "network": { "shape": [150, 130, 7] },
          "training": { "epochs": 2, "batch_size": 60, "seed": 5, "warmup": { "epochs": 1 } }
        }
        """,
        """
        {
          "data": { "dataset": "IRIS", "label": "species", "validation_fraction": 0.3 },
          "network": {
            "layers": [
              { "dense": { "units": 9, "activation": "tanh", "weight_initializer": { "xavier_normal": {} } } }, { "dense": { "units": 7, "activation": "sigmoid" } },
              { "dense": { "units": 5, "activation": "linear", "bias_initializer": { "zeros": {} } } },
              { "dense": { "units": 6, "activation": "relu", "weight_initializer": { "normal": { "std": 0.4 } } } },
              { "dense": { "units": 5, "activation": "gelu", "weight_initializer": { "orthogonal": {} } } },
              { "dense": { "units": 5, "activation": "gelu", "activation_parameters": { "approximate": "tanh" }, "bias_initializer": { "ones": {} } } },
              { "dense": { "units": 5, "activation": "elu", "weight_initializer": { "kaiming_normal": {} } } },
              { "dense": { "units": 5, "activation": "softplus", "weight_initializer": { "xavier_uniform": {} } } },
              { "dense": { "units": 5, "activation": "hard_tanh", "bias_initializer": { "uniform": {} } } }, { "dense": { "units": 3 } }
            ]
          },
          "training": {
            "optimizer": { "sgd": { "learning_rate": 0.1, "momentum": 0.9, "nesterov": true } }, "schedule": { "exponential": { "gamma": 0.9 } },
            "loss": "mse", "epochs": 3, "batch_size": 10, "seed": 6
          }
        }
        """,
        """
        {
          "data": { "generate": { "teacher": { "features": 72, "classes": 3, "samples": 75 } } },
          "network": {
            "input_shape": [2, 6, 6], "activation": "silu",
            "layers": [
              { "conv2d": { "channels": 20, "kernel_size": [3], "padding": [1], "weight_initializer": { "kaiming_uniform": {} } } },
              { "batch_norm": { "activation": "leaky_relu" } }, { "max_pool": { "kernel_size": [2], "padding": [1] } }, { "dropout": { "rate": 0.25 } },
              { "residual": {
                  "layers": [ { "conv2d": { "channels": 15, "kernel_size": [3], "stride": [2], "padding": [1] } }, { "layer_norm": { "activation": "gelu" } } ],
                  "shortcut": [ { "average_pool": { "kernel_size": [2] } }, { "conv2d": { "channels": 15, "kernel_size": [1], "bias": false } } ]
              } },
              { "flatten": {} }, { "layer_norm": {} }, { "dense": { "units": 9, "activation": "softsign", "bias_initializer": { "constant": { "val": 0.1 } } } },
              { "dense": { "units": 3 } }
            ]
          },
          "training": {
            "optimizer": { "adamw": {} }, "schedule": { "one_cycle": {} }, "loss": "cross_entropy", "class_weights": { "balanced": true }, "label_smoothing": 0.1,
            "epochs": 2, "batch_size": 25, "seed": 8
          }
        }
        """,
        """
        {
          "data": { "dataset": "NUMBERS", "label": "label" },
          "network": {
            "layers": [
              { "embedding": { "vocabulary": 6, "dimensions": 5, "channels_first": true } },
              { "conv1d": { "channels": 6, "kernel_size": [3], "padding": [2], "activation": "hard_sigmoid" } }, { "global_max_pool": {} },
              { "residual": { "layers": [ { "dense": { "units": 6 } } ] } }, { "dense": { "units": 1 } }
            ]
          },
          "training": {
            "optimizer": { "rmsprop": { "momentum": 0.5, "centered": true } }, "schedule": { "cosine": {} }, "clipping": { "norm": 0.5 },
            "loss": "bce", "epochs": 2, "batch_size": 9, "seed": 3
          }
        }
        """,
        """
        {
          "data": { "generate": { "regression": { "features": 12, "samples": 60 } } },
          "network": {
            "input_shape": [2, 6],
            "layers": [ { "conv1d": { "channels": 4, "kernel_size": [3] } }, { "batch_norm": {} }, { "global_average_pool": {} }, { "dense": { "units": 1 } } ]
          },
          "training": { "optimizer": { "adam": {} }, "schedule": { "step": { "step_size": 1 } }, "loss": "huber", "clipping": { "value": 0.1 }, "epochs": 2, "batch_size": 16, "seed": 2 }
        }
        """,
        """
        {
          "data": { "generate": { "regression": { "features": 3, "samples": 40 } } },
          "network": { "shape": [3, 5, 1], "activation": "tanh" },
          "training": { "optimizer": { "sgd": {} }, "schedule": { "plateau": { "patience": 0 } }, "loss": "mae", "epochs": 2, "batch_size": 7, "seed": 4 }
        }
        """,
    ];

    /// <summary>How many there are.</summary>
    public static int Count => Texts.Length;

    /// <summary>The numbers 0 to <see cref="Count"/>, for theories.</summary>
    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Count)];

    /// <summary>A job, resolved, with its file if it needs one.</summary>
    public static KindJob Get(int index, Action<Job>? change = null)
    {
        var text = Texts[index];
        if (text.Contains("IRIS", StringComparison.Ordinal))
            return new KindJob(TestRuns.Resolve(text.Replace("IRIS", "DATASET", StringComparison.Ordinal), DataFiles.Path("iris.csv"), change), DataFiles.Path("iris.csv"), null);
        if (!text.Contains("NUMBERS", StringComparison.Ordinal)) return new KindJob(TestRuns.Resolve(text, change: change), null, null);
        var numbers = Numbers();
        return new KindJob(TestRuns.Resolve(text.Replace("NUMBERS", "DATASET", StringComparison.Ordinal), numbers.Path, change), numbers.Path, numbers);
    }

    /// <summary>A table of whole numbers below 6, and whether the first is among the others.</summary>
    private static TemporaryFile Numbers()
    {
        var rows = Enumerable.Range(0, 60).Select(i => (int[])[i % 6, i * 7 % 5, i * 11 % 6, i * i % 6]);
        return new TemporaryFile("a,b,c,d,label\n" + string.Concat(rows.Select(row => $"{string.Join(',', row)},{(row.Skip(1).Contains(row[0]) ? "yes" : "no")}\n")));
    }
}

/// <summary>A resolved job and its file.</summary>
internal sealed record KindJob(Job Job, string? File, IDisposable? Temporary) : IDisposable
{
    public void Dispose() => Temporary?.Dispose();
}
