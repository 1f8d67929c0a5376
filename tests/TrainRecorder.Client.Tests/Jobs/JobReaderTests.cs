using System.Text;
using Google.Protobuf.Reflection;
using TrainRecorder.Client.Jobs;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Tests.Jobs;

public sealed class JobReaderTests
{
    private const string Digits = """
        {
          "name": "digits",
          "data": { "file": "digits.csv", "label": "digit", "validation_fraction": 0.2 },
          "network": { "shape": [64, 32, 10], "activation": "tanh", "input_shape": [1, 8, 8] },
          "training": { "optimizer": { "adam": { "learning_rate": 0.003 } }, "epochs": 0, "batch_size": 32, "seed": 7 },
          "recording": { "probe_samples": 256 }
        }
        """;

    [Fact]
    public void Read_JobOfTheDesign_TakesEveryField()
    {
        var reading = Read(Digits);

        Assert.Empty(reading.Violations);
        Assert.Equal(
            new Job
            {
                Name = "digits",
                Data = new() { File = "digits.csv", Label = "digit", ValidationFraction = 0.2 },
                Network = new() { Shape = { 64, 32, 10 }, Activation = "tanh", InputShape = { 1, 8, 8 } },
                Training = new() { Optimizer = new() { Adam = new() { LearningRate = 0.003 } }, Epochs = 0, BatchSize = 32, Seed = 7 },
                Recording = new() { ProbeSamples = 256 },
            },
            reading.Job);
    }

    [Fact]
    public void Read_FieldWithItsDefaultValue_IsPresent()
    {
        var training = Read("""{ "training": { "epochs": 0, "seed": 0 } }""").Job.Training;

        Assert.True(training.HasEpochs);
        Assert.True(training.HasSeed);
        Assert.False(training.HasBatchSize);
    }

    [Fact]
    public void Read_CamelCaseNames_AreTheSameFields() =>
        Assert.Equal(0.25, Read("""{ "data": { "validationFraction": 0.25 } }""").Job.Data.ValidationFraction);

    [Fact]
    public void Read_OneNumberForAWindow_IsAListOfOne()
    {
        var layers = Read("""
            { "network": { "layers": [ { "conv2d": { "kernel_size": 3, "stride": [2, 1], "padding": 1 } }, { "max_pool": { "kernel_size": 2 } } ] } }
            """).Job.Network.Layers;

        Assert.Equal(new Convolution { KernelSize = { 3 }, Stride = { 2, 1 }, Padding = { 1 } }, layers[0].Conv2D);
        Assert.Equal(new Pooling { KernelSize = { 2 } }, layers[1].MaxPool);
    }

    [Theory]
    [InlineData("""{ "network": { "layers": [ { "max_pool": { "kernel_size": 2.5 } } ] } }""", "network.layers[0].max_pool.kernel_size: Must be a whole number.")]
    [InlineData("""{ "nmae": "x" }""", "nmae: There is no such field; did you mean name? There are: name, data, network, training, recording.")]
    [InlineData("""{ "zzz": 1 }""", "zzz: There is no such field. There are: name, data, network, training, recording.")]
    [InlineData("""{ "network": { "layers": [ {}, {}, { "conv9d": {} } ] } }""", "network.layers[2].conv9d: There is no such kind; did you mean conv1d? There are: dense, conv1d, conv2d, max_pool, average_pool, global_average_pool, global_max_pool, flatten, batch_norm, layer_norm, dropout, embedding, residual.")]
    [InlineData("""{ "training": { "optimizer": { "adamw": {} } } }""", "training.optimizer.adamw: There is no such kind; did you mean adam? There are: sgd, adam.")]
    [InlineData("""{ "network": { "layers": [ { "dense": { "unit": 3 } } ] } }""", "network.layers[0].dense.unit: There is no such field; did you mean units? There are: units, activation, bias, activation_parameters, weight_initializer, bias_initializer.")]
    [InlineData("""{ "name": 5 }""", "name: Must be text, but is a number.")]
    [InlineData("""{ "name": "\ud800" }""", "name: Is not valid Unicode.")]
    [InlineData("""{ "name": null }""", "name: Is null; leave the field out for its default.")]
    [InlineData("""{ "training": "fast" }""", "training: Must be an object, but is text.")]
    [InlineData("""{ "training": { "epochs": "ten" } }""", "training.epochs: Must be a whole number, but is text.")]
    [InlineData("""{ "training": { "epochs": 1.5 } }""", "training.epochs: Must be a whole number.")]
    [InlineData("""{ "training": { "epochs": 3000000000 } }""", "training.epochs: Must be -2147483648 to 2147483647.")]
    [InlineData("""{ "training": { "seed": 1e30 } }""", "training.seed: Must be -9223372036854775808 to 9223372036854775807.")]
    [InlineData("""{ "training": { "seed": [1] } }""", "training.seed: Must be a whole number, but is a list.")]
    [InlineData("""{ "training": { "optimizer": { "sgd": { "momentum": true } } } }""", "training.optimizer.sgd.momentum: Must be a number, but is true.")]
    [InlineData("""{ "training": { "optimizer": { "sgd": { "momentum": 1e999 } } } }""", "training.optimizer.sgd.momentum: Is too large for a number.")]
    [InlineData("""{ "network": { "shape": 3 } }""", "network.shape: Must be a list, but is a number.")]
    [InlineData("""{ "network": { "shape": [64, "32", 10] } }""", "network.shape[1]: Must be a whole number, but is text.")]
    [InlineData("""{ "network": { "layers": [null] } }""", "network.layers[0]: Must be an object, but is null.")]
    [InlineData("""{ "name": "a", "name": "b" }""", "name: Is given twice.")]
    [InlineData("""{ "data": { "validation_fraction": 0.1, "validationFraction": 0.1 } }""", "data.validation_fraction: Is given twice.")]
    [InlineData("""{ "data": { "file": "a.csv", "generate": {} } }""", "data.generate: Only one of file, dataset, generate may be given, and file is.")]
    [InlineData("[]", "Must be an object, but is a list.")]
    [InlineData("3", "Must be an object, but is a number.")]
    public void Read_OneFault_SaysWhereAndWhat(string json, string violation)
    {
        var reading = Read(json);

        Assert.True(reading.IsJson);
        Assert.Equal(violation, Assert.Single(reading.Violations).ToString());
    }

    [Theory]
    [InlineData("", "line 1, column 1: ")]
    [InlineData("{ \"name\": \"ä\",\n  // why\n}", "line 2, column 3: '/' is an invalid start")]
    [InlineData("{\n  \"name\": \"a\",\n}", "line 3, column 1: The JSON object contains a trailing comma")]
    [InlineData("{ \"näme\" 3 }", "line 1, column 10: ")]
    [InlineData("{} {}", "line 1, column 4: '{' is invalid after a single JSON value")]
    [InlineData("{ \"name\": \"a\"", "line 1, column 14: ")]
    public void Read_NoJson_SaysLineAndColumn(string json, string begin)
    {
        var reading = Read(json);

        Assert.False(reading.IsJson);
        Assert.StartsWith(begin, Assert.Single(reading.Violations).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ManyFaults_TellsEveryOneAndKeepsTheRest()
    {
        var reading = Read("""
            {
              "nam": "x",
              "data": { "file": 3, "label": "digit" },
              "network": { "shape": [64, 1.5, {}], "layers": "dense" },
              "training": { "epochs": -3, "optimizer": { "lion": {} }, "seed": true }
            """ + "\n} // ");

        Assert.Equal(
            ["data.file", "line 6, column 3", "nam", "network.layers", "network.shape[1]", "network.shape[2]", "training.optimizer.lion", "training.seed"],
            reading.Violations.Select(violation => violation.Path).Order(StringComparer.Ordinal));
        Assert.Equal("digit", reading.Job.Data.Label);
        Assert.Equal([64, 0, 0], reading.Job.Network.Shape);
        Assert.Equal(-3, reading.Job.Training.Epochs);
    }

    [Fact]
    public void Read_ByteOrderMark_IsPassedOver() =>
        Assert.Equal("a", JobReader.Read([0xEF, 0xBB, 0xBF, .. "{\"name\":\"a\"}"u8]).Job.Name);

    [Fact]
    public void Read_NoUtf8_IsRefused() =>
        Assert.Equal("The file is not UTF-8 text.", Assert.Single(JobReader.Read([0x7B, 0xFF, 0x7D]).Violations).ToString());

    [Fact]
    public void Read_WholeNumbersWrittenOtherwise_AreTaken()
    {
        var training = Read("""{ "training": { "epochs": 1e3, "batch_size": 32.0, "seed": "9007199254740991" } }""").Job.Training;

        Assert.Equal((1000, 32, 9007199254740991), (training.Epochs, training.BatchSize, training.Seed));
    }

    [Fact]
    public void Read_NestedTooDeep_IsRefused() =>
        Assert.False(Read(string.Concat(Enumerable.Repeat("{\"data\":", 100)) + "1" + new string('}', 100)).IsJson);

    [Fact]
    public void JobFields_AreAllOfTypesThatCanBeRead()
    {
        FieldType[] readable = [FieldType.Message, FieldType.String, FieldType.Bool, FieldType.Double, FieldType.Int32, FieldType.Int64];
        var seen = new HashSet<MessageDescriptor>();

        void Check(MessageDescriptor type)
        {
            if (!seen.Add(type)) return;
            foreach (var field in type.Fields.InDeclarationOrder())
            {
                Assert.True(readable.Contains(field.FieldType) && !field.IsMap, field.FullName);
                if (field.FieldType == FieldType.Message) Check(field.MessageType);
            }
        }

        Check(Job.Descriptor);
        Assert.True(seen.Count > 5);
    }

    private static JobReading Read(string json) => JobReader.Read(Encoding.UTF8.GetBytes(json));
}
