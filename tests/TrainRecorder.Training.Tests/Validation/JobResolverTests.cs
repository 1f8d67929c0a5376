using Google.Protobuf;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests.Validation;

public class JobResolverTests
{
    private const string Dataset = "datasets/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private static readonly TableSchema Iris = TableInspector.Inspect(DataFiles.Path("iris.csv"), "csv").Schema;

    [Fact]
    public void Resolve_ShapeOnly_MakesEveryDefaultExplicit()
    {
        var resolution = JobResolver.Resolve(IrisJob("""{ "shape": [4, 8, 3] }"""), Iris);

        Assert.Empty(resolution.Violations);
        var expected = Parse("""
            {
              "name": "run",
              "data": { "dataset": "DATASET", "label": "species", "task": "classification", "validation_fraction": 0.2, "normalization": "standard", "missing": "refuse" },
              "network": {
                "activation": "relu", "input_shape": [4],
                "layers": [
                  { "name": "hidden1", "dense": { "units": 8, "activation": "relu", "bias": true } },
                  { "name": "output", "dense": { "units": 3, "activation": "softmax", "bias": true } }
                ]
              },
              "training": {
                "optimizer": { "adam": { "learning_rate": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weight_decay": 0 } },
                "loss": "cross_entropy", "label_smoothing": 0, "epochs": 10, "batch_size": 32, "seed": 0, "shuffle": true
              },
              "recording": { "probe_samples": 30 },
              "diagnostics": {
                "off": false,
                "dead_units": { "off": false, "threshold": 0.5, "stop": false },
                "saturated_units": { "off": false, "threshold": 0.75, "stop": false },
                "dormant_units": { "off": false, "threshold": 0.5, "stop": false },
                "vanishing_gradients": { "off": false, "threshold": 1e-7, "stop": false },
                "exploding_gradients": { "off": false, "threshold": 1e6, "stop": false },
                "non_finite_values": { "off": false, "threshold": 0, "stop": false },
                "poor_initialization": { "off": false, "threshold": 10, "stop": false },
                "loss_not_falling": { "off": false, "threshold": 0.01, "stop": false, "epochs": 5 },
                "overfitting": { "off": false, "threshold": 0.25, "stop": false, "epochs": 5 },
                "update_ratio": { "off": false, "low": 1e-9, "stop": false, "high": 1 },
                "layer_collapse": { "off": false, "threshold": 1.05, "stop": false }
              }
            }
            """);
        Assert.Equal(expected, resolution.Job);
        Assert.Equal((4 * 8) + 8 + (8 * 3) + 3, resolution.Estimate.Parameters);
    }

    [Theory]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 100 } } }, "network": { "shape": [2, 8, 8, 1], "activation": "tanh" } }""", "regression", "mse", "linear")]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 100 } } }, "network": { "shape": [2, 8, 2] } }""", "classification", "cross_entropy", "softmax")]
    [InlineData("""{ "data": { "generate": { "teacher": { "features": 5, "classes": 4, "samples": 100 } } }, "network": { "shape": [5, 4] } }""", "classification", "cross_entropy", "softmax")]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 100 } } }, "network": { "shape": [2, 2] }, "training": { "loss": "mse" } }""", "classification", "mse", "softmax")]
    public void Resolve_Task_FollowsLabelAndOutputs(string json, string task, string loss, string activation)
    {
        var resolution = JobResolver.Resolve(Parse(json), null);

        Assert.Empty(resolution.Violations);
        Assert.Equal(task, resolution.Job.Data.Task);
        Assert.Equal(loss, resolution.Job.Training.Loss);
        Assert.Equal(activation, resolution.Job.Network.Layers[^1].Dense.Activation);
    }

    [Theory]
    [InlineData("""{ "max_bytes": 100 }""", "recording.max_bytes")]
    [InlineData("""{ "schedule": { "every": 0 } }""", "recording.schedule.every")]
    [InlineData("""{ "rules": [ { "match": ["nothing.*"], "keep_mantissa_bits": 7 } ] }""", "recording.rules[0].match[0]")]
    [InlineData("""{ "exclude": ["hidden1.weight", "hidden7.*"] }""", "recording.exclude[1]")]
    [InlineData("""{ "include": ["*.weight_gradient"] }""", "recording.include[0]")]
    public void Resolve_RecordingThatCannotBeMade_NamesTheField(string recording, string field)
    {
        var job = IrisJob("""{ "shape": [4, 8, 3] }""");
        job.Recording = JsonParser.Default.Parse<RecordingOptions>(recording);

        Assert.Equal([field], JobResolver.Resolve(job, Iris).Violations.Select(violation => violation.Field));
    }

    [Fact]
    public void Resolve_Embedding_TakesTheDataAsItIs()
    {
        var job = IrisJob("""{ "layers": [ { "embedding": { "vocabulary": 9, "dimensions": 2 } }, { "flatten": {} }, { "dense": { "units": 3 } } ] }""");
        Assert.Equal("none", JobResolver.Resolve(job, Iris).Job.Data.Normalization);

        job.Data.Normalization = "standard";

        var violation = Assert.Single(JobResolver.Resolve(job, Iris).Violations);
        Assert.Equal(("data.normalization", "The first layer takes the data's own whole numbers: use none."), (violation.Field, violation.Description));
    }

    [Fact]
    public void Resolve_SparseSchedule_EstimatesFewerBytes()
    {
        var job = IrisJob("""{ "shape": [4, 8, 3] }""");
        var all = JobResolver.Resolve(job, Iris).Estimate.RecordingBytes;
        job.Recording = new RecordingOptions { Schedule = new Schedule { Every = 5 } };

        Assert.InRange(JobResolver.Resolve(job, Iris).Estimate.RecordingBytes, 1, all / 2);
    }

    [Theory]
    [InlineData("""{ "shape": [4, 8, 3], "activation": "tanh", "input_shape": [1, 2, 2] }""")]
    [InlineData("""{ "layers": [ { "name": "wide", "dense": { "units": 5 } }, { "dense": { "units": 3 } } ] }""")]
    public void Resolve_Resolved_ChangesNothing(string network)
    {
        var once = JobResolver.Resolve(IrisJob(network), Iris);
        Assert.Empty(once.Violations);

        var twice = JobResolver.Resolve(once.Job, Iris);

        Assert.Empty(twice.Violations);
        Assert.Equal(once.Job, twice.Job);
        Assert.Equal(once.Estimate, twice.Estimate);
    }

    [Fact]
    public void Resolve_Job_LeavesTheCallersAsItIs()
    {
        var job = IrisJob("""{ "shape": [4, 3] }""");
        var copy = job.Clone();

        JobResolver.Resolve(job, Iris);

        Assert.Equal(copy, job);
    }

    [Fact]
    public void Resolve_Estimate_CountsEveryValueOfEveryRow()
    {
        var job = IrisJob("""{ "shape": [4, 3] }""");
        job.Training = new V1.Training { Epochs = 9 };
        job.Recording = new RecordingOptions { ProbeSamples = 10 };

        var estimate = JobResolver.Resolve(job, Iris).Estimate;

        // epoch, step, elapsed_seconds; train: loss, accuracy, learning_rate, gradient_norm; validation: loss, accuracy;
        // weight, bias, activation, mean_activation, zero_fraction, summary; a first row has the probe and input.activation.
        const long row = 4 + 8 + 8 + (6 * 8) + (2 * 8) + (3 * 3 * 8) + (4 * (12 + 3 + 30 + 3 + 3)) + (28 * 8);
        const long first = (10 * 8) + (10 * 4) + (10 * 4 * 4);
        Assert.Equal(first + (10 * row), estimate.RecordingBytes);
    }

    [Fact]
    public void Resolve_EverythingWrong_ReportsEveryViolationAtOnce()
    {
        var job = Parse("""
            {
              "name": "a\u0007b",
              "data": { "dataset": "datasets/xyz", "label": "kind", "validation_fraction": 1.5, "normalization": "robust", "task": "guessing" },
              "network": {
                "activation": "swish", "input_shape": [5],
                "layers": [
                  { "name": "train", "dense": { "units": 0, "activation": "softmax" } },
                  { "name": "A", "dense": { "units": 3, "activation": "swish" } },
                  { },
                  { "name": "same", "dense": { "units": 3 } },
                  { "name": "same", "dense": { "units": 100001 } }
                ]
              },
              "training": {
                "optimizer": { "adam": { "learning_rate": -1, "beta1": 1, "beta2": "NaN", "epsilon": "Infinity" } },
                "loss": "hinge", "epochs": -1, "batch_size": 0, "seed": -5
              },
              "recording": { "probe_samples": 0 }
            }
            """);

        var fields = JobResolver.Resolve(job, Iris).Violations.Select(violation => violation.Field).Order(StringComparer.Ordinal);

        List<string> expected =
            [
                "name", "data.dataset", "data.label", "data.validation_fraction", "data.normalization", "data.task", "network.activation",
                "network.layers[0].name", "network.layers[0].dense.units", "network.layers[0].dense.activation", "network.layers[1].name",
                "network.layers[1].dense.activation", "network.layers[2]", "network.layers[4].name", "network.layers[4].dense.units",
                "training.optimizer.adam.learning_rate", "training.optimizer.adam.beta1", "training.optimizer.adam.beta2",
                "training.optimizer.adam.epsilon", "training.loss", "training.epochs", "training.batch_size", "training.seed",
                "recording.probe_samples",
            ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), fields);
    }

    [Theory]
    [InlineData("""{ }""", "data", "network")]
    [InlineData("""{ "data": { "label": "x" }, "network": { } }""", "data", "network")]
    [InlineData("""{ "data": { "file": "digits.csv", "label": "x" }, "network": { "shape": [4, 3] } }""", "data.file")]
    [InlineData("""{ "data": { "generate": { } }, "network": { "shape": [4, 3] } }""", "data.generate")]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 1 } }, "label": "y" }, "network": { "shape": [2, 1] } }""", "data.label", "data.generate.xor.samples")]
    [InlineData("""{ "data": { "generate": { "teacher": { "features": 0, "classes": 1, "samples": 10000001 } } }, "network": { "shape": [2, 1] } }""",
        "data.generate.teacher.features", "data.generate.teacher.classes", "data.generate.teacher.samples")]
    [InlineData("""{ "data": { "generate": { "teacher": { "features": 100000, "classes": 10, "samples": 10000 } } }, "network": { "shape": [100000, 10] } }""", "data.generate.teacher.samples")]
    [InlineData("""{ "data": { "generate": { "teacher": { "features": 100000, "classes": 10000, "samples": 10 } } }, "network": { "shape": [100000, 10000] } }""",
        "data.generate.teacher.classes")]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 2 } } }, "network": { "shape": [2, 1] } }""", "data.validation_fraction")]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 2 } }, "validation_fraction": 0.9 }, "network": { "shape": [2, 1] } }""", "data.validation_fraction")]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 9 } } }, "network": { "shape": [2, 1], "layers": [ { "dense": { "units": 1 } } ] } }""", "network")]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 9 } } }, "network": { "shape": [3, 1] } }""", "network.shape[0]")]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 9 } } }, "network": { "shape": [2] } }""", "network.shape")]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 9 } } }, "network": { "shape": [2, -3, 0] } }""", "network.shape[1]", "network.shape[2]")]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 9 } } }, "network": { "shape": [2, 7] } }""", "network.shape[1]")]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 9 } }, "task": "classification" }, "network": { "shape": [2, 1] }, "training": { "loss": "mse" } }""", "network.shape[1]")]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 9 } }, "task": "regression" }, "network": { "layers": [ { "dense": { "units": 2 } } ] } }""", "network.layers[0].dense.units")]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 9 } } }, "network": { "shape": [2, 1], "input_shape": [3, 1] } }""", "network.input_shape")]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 9 } } }, "network": { "shape": [2, 1] }, "training": { "loss": "cross_entropy" } }""", "training.loss")]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 9 } } }, "network": { "layers": [ { "dense": { "units": 2, "activation": "tanh" } } ] } }""", "training.loss")]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 9 } } }, "network": { "shape": [2, 1] }, "training": { "optimizer": { } } }""", "training.optimizer")]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 9 } } }, "network": { "shape": [2, 1] }, "training": { "optimizer": { "sgd": { "learning_rate": 0, "momentum": 1 } } } }""",
        "training.optimizer.sgd.learning_rate", "training.optimizer.sgd.momentum")]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 9 } } }, "network": { "shape": [2, 50000, 50000, 1] } }""", "network")]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 9 } } }, "network": { "shape": [2, 50000, 1] }, "training": { "batch_size": 65536 } }""", "training.batch_size")]
    [InlineData("""{ "data": { "generate": { "xor": { "samples": 9000000 } } }, "network": { "shape": [2, 50000, 1] }, "recording": { "probe_samples": 65536 } }""", "recording.probe_samples")]
    public void Resolve_Violations_AreOnTheirFields(string json, params string[] fields) =>
        Assert.Equal(fields.Order(StringComparer.Ordinal), JobResolver.Resolve(Parse(json), null).Violations.Select(violation => violation.Field).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("specie", "There is no column 'specie'. There are: sepal_length_cm, sepal_width_cm, petal_length_cm, petal_width_cm, species.")]
    [InlineData("", "Is missing: name the column to learn. There are: sepal_length_cm, sepal_width_cm, petal_length_cm, petal_width_cm, species.")]
    public void Resolve_LabelNotInTable_SaysWhatColumnsThereAre(string label, string message)
    {
        var job = IrisJob("""{ "shape": [4, 3] }""");
        job.Data.Label = label;

        var violation = Assert.Single(JobResolver.Resolve(job, Iris).Violations);

        Assert.Equal("data.label", violation.Field);
        Assert.Equal(message, violation.Description);
    }

    [Theory]
    [InlineData("species", "regression", 1, "data.task")]
    [InlineData("petal_width_cm", "classification", 22, "data.task")]
    public void Resolve_LabelAgainstTask_IsRefused(string label, string task, int outputs, string field)
    {
        var job = IrisJob($$"""{ "layers": [ { "dense": { "units": {{outputs}} } } ] }""");
        job.Data.Label = label;
        job.Data.Task = task;

        Assert.Equal(field, Assert.Single(JobResolver.Resolve(job, Iris).Violations).Field);
    }

    [Fact]
    public void Resolve_UnknownKind_NamesTheKnownOnes()
    {
        var violation = Assert.Single(JobResolver.Resolve(IrisJob("""{ "shape": [4, 3], "activation": "swish" }"""), Iris).Violations);

        Assert.Equal("network.activation", violation.Field);
        Assert.Equal("'swish' is not known; known: relu, leaky_relu, elu, gelu, silu, softplus, sigmoid, hard_sigmoid, tanh, hard_tanh, softsign, linear.", violation.Description);
    }

    [Fact]
    public void Resolve_TableNotThere_ChecksTheRest()
    {
        var job = IrisJob("""{ "shape": [4, 8, 3] }""");
        job.Training = new V1.Training { Epochs = -1 };

        Assert.Equal("training.epochs", Assert.Single(JobResolver.Resolve(job, null).Violations).Field);
    }

    [Fact]
    public void Resolve_TextFeatures_CountOnePerText()
    {
        using var file = new TemporaryFile("colour,size,label\nred,1,a\nblue,2,b\ngreen,3,a\nred,4,b\nred,5,a\n");
        var table = TableInspector.Inspect(file.Path, "csv").Schema;
        var job = IrisJob("""{ "shape": [2, 2] }""");
        job.Data.Label = "label";

        var violation = Assert.Single(JobResolver.Resolve(job, table).Violations);

        Assert.Equal("network.shape[0]", violation.Field);
        Assert.Equal("Is 2, but the data has 4 features.", violation.Description);
    }

    [Fact]
    public void Resolve_NameOfAnyScript_CountsCharactersNotBytes()
    {
        var job = IrisJob("""{ "shape": [4, 3] }""");
        job.Name = string.Concat(Enumerable.Repeat("🧠", 100));
        Assert.Empty(JobResolver.Resolve(job, Iris).Violations);
        job.Name += "🧠";
        Assert.Equal("name", Assert.Single(JobResolver.Resolve(job, Iris).Violations).Field);
    }

    private static Job IrisJob(string network) =>
        Parse($$"""{ "data": { "dataset": "DATASET", "label": "species" }, "network": {{network}} }""");

    private static Job Parse(string json) => JsonParser.Default.Parse<Job>(json.Replace("DATASET", Dataset, StringComparison.Ordinal));
}
