using System.IO.Compression;
using Google.Protobuf;
using TrainRecorder.Training.Tests.Tables;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests;

/// <summary>A network begins with the values that a job gives.</summary>
public class InitialWeightsTests
{
    private const string Json = """
        {
          "data": { "generate": { "xor": { "samples": 40 } } },
          "network": { "shape": [2, 3, 2], "initial_weights": "WEIGHTS" },
          "training": { "epochs": 1, "shuffle": false }
        }
        """;

    private static readonly float[] HiddenWeight = [0.1f, -0.2f, 0.3f, 0.4f, -0.5f, 0.6f];
    private static readonly float[] HiddenBias = [1, 2, 3];
    private static readonly float[] OutputWeight = [7, 8, 9, 10, 11, 12];
    private static readonly float[] OutputBias = [-1, 0.25f];

    private static (string, byte[])[] Arrays =>
    [
        ("output.bias", NumpyFiles.Npy("<f2", "2,", [.. OutputBias.SelectMany(value => BitConverter.GetBytes((Half)value))])),
        ("hidden1.weight", NumpyFiles.Floats("3, 2", HiddenWeight)),
        ("hidden1.bias", NumpyFiles.Npy(">f8", "3,", [.. HiddenBias.SelectMany(value => BitConverter.GetBytes((double)value).Reverse())])),
        // In Fortran order: columns first.
        ("output.weight", NumpyFiles.Npy("<f4", "2, 3", [.. new float[] { 7, 10, 8, 11, 9, 12 }.SelectMany(BitConverter.GetBytes)], fortran: true)),
    ];

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    public async Task Train_EpochZero_IsExactlyTheGivenValues(CompressionLevel level)
    {
        using var file = new TemporaryFile(NumpyFiles.Npz(level, Arrays));
        var (job, dataset) = Resolve(file);

        var recorded = await TestRuns.TrainAsync(job, [dataset]);

        Assert.Equal(HiddenWeight, recorded.Floats("hidden1.weight", 0));
        Assert.Equal(HiddenBias, recorded.Floats("hidden1.bias", 0));
        Assert.Equal(OutputWeight, recorded.Floats("output.weight", 0));
        Assert.Equal(OutputBias, recorded.Floats("output.bias", 0));
        Assert.NotEqual(HiddenWeight, recorded.Floats("hidden1.weight", 1));
        Assert.Equal(dataset.Name, "datasets/" + recorded.Manifest.Data.InitialWeightsSha256);
    }

    [Fact]
    public void Resolve_WrongArrays_NamesEach()
    {
        using var file = new TemporaryFile(NumpyFiles.Npz(
            CompressionLevel.Fastest,
            ("hidden1.weight", NumpyFiles.Floats("2, 3", HiddenWeight)),
            ("hidden1.bias", NumpyFiles.Floats("3,", HiddenBias)),
            ("hidden2.bias", NumpyFiles.Floats("3,", HiddenBias)),
            ("output.bias", NumpyFiles.Floats("1, 2", OutputBias))));

        var violations = JobResolver.Resolve(Parse(file.Path), [Dataset(file.Path)]).Violations;

        Assert.All(violations, violation => Assert.Equal("network.initial_weights", violation.Field));
        Assert.Equal(
            [
                "Array hidden1.weight has shape [2, 3], but must have [3, 2].",
                "Array output.weight of shape [2, 3] is missing.",
                "Array output.bias has shape [1, 2], but must have [2].",
                "Array hidden2.bias is of no layer of the network.",
            ],
            violations.Select(violation => violation.Description));
    }

    [Fact]
    public void Inspect_ValuesThatAreNone_NamesEveryArray()
    {
        using var file = new TemporaryFile(NumpyFiles.Npz(
            CompressionLevel.Fastest,
            ("a.weight", NumpyFiles.Floats("2, 2", 1, 2, float.NaN, 4)),
            ("a.bias", NumpyFiles.Integers("2,", 1, 2)),
            ("b.bias", NumpyFiles.Npy("<f8", "2,", [.. BitConverter.GetBytes(1.0), .. BitConverter.GetBytes(1e39)]))));

        var faults = TableInspector.Inspect(file.Path, "weights").Faults;

        Assert.Equal(
            [
                "array a.weight: 1 of 4 values are not finite in 32 bits, the first at [1, 0].",
                "array a.bias: The values are no floats.",
                "array b.bias: 1 of 2 values are not finite in 32 bits, the first at [1].",
            ],
            faults.Select(fault => $"{fault.Field}: {fault.Description}"));
    }

    [Theory]
    [InlineData("weights.npz", "Only the client can read a file: it must be uploaded first, as weights, and its dataset named here.")]
    [InlineData("datasets/12", "Must be datasets/ and the 64 lower-case hexadecimal digits of a SHA-256.")]
    public void Resolve_BadName_IsRefused(string name, string description)
    {
        var job = JsonParser.Default.Parse<Job>(Json.Replace("WEIGHTS", name, StringComparison.Ordinal));

        Assert.Equal(description, Assert.Single(JobResolver.Resolve(job, null).Violations).Description);
    }

    [Fact]
    public void Resolve_ATable_IsRefused()
    {
        var iris = DataFiles.Path("iris.csv");
        var dataset = new Dataset { Name = DataFiles.DatasetName(iris), Format = "csv", Schema = TableInspector.Inspect(iris, "csv").Schema };

        var violation = Assert.Single(JobResolver.Resolve(Parse(iris), [dataset]).Violations);

        Assert.Equal("Is a table of format csv, not a file of weights.", violation.Description);
    }

    private static Job Parse(string path) => JsonParser.Default.Parse<Job>(Json.Replace("WEIGHTS", DataFiles.DatasetName(path), StringComparison.Ordinal));

    private static Dataset Dataset(string path)
    {
        var inspection = TableInspector.Inspect(path, "weights");
        Assert.Empty(inspection.Faults);
        return new Dataset { Name = DataFiles.DatasetName(path), Format = "weights", Schema = inspection.Schema };
    }

    private static (Job Job, DatasetFile File) Resolve(TemporaryFile file)
    {
        var resolution = JobResolver.Resolve(Parse(file.Path), [Dataset(file.Path)]);
        Assert.Empty(resolution.Violations);
        return (resolution.Job, new DatasetFile { Name = DataFiles.DatasetName(file.Path), Path = file.Path, Format = "weights" });
    }
}
