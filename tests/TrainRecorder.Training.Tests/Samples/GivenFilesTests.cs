using System.Globalization;
using TrainRecorder.Training.Samples;
using TrainRecorder.Training.Tests.Tables;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Tests.Samples;

/// <summary>Labels and validation sets in files of their own.</summary>
public class GivenFilesTests
{
    private const string Data = "a,b,y\n1,x,no\n2,y,yes\n3,x,no\n";

    private static readonly byte[] Images = File.ReadAllBytes(ReadTable.Fixture("images-idx3-ubyte"));
    private static readonly byte[] Labels = File.ReadAllBytes(ReadTable.Fixture("labels-idx1-ubyte.gz"));

    [Fact]
    public void Prepare_AValidationSet_TrainsOnAllOfTheData()
    {
        // Its columns are in another order.
        using var files = new TestDatasets().Add("DATASET", Data).Add("GIVEN", "y\ta\tb\nyes\t7\tx\nno\t9\ty\n", "tsv");
        var job = files.Valid("""{ "data": { "dataset": "DATASET", "validation_dataset": "GIVEN", "label": "y" }, "network": { "shape": [3, 2] } }""");

        var data = Prepare(job, files);

        Assert.False(job.Data.HasValidationFraction);
        Assert.Equal(2, job.Recording.ProbeSamples);
        Assert.Equal([0, 1, 2], data.Training.Rows);
        Assert.Equal([0, 1], data.Validation.Rows);
        Assert.Equal([1, 0], data.Validation.Classes!);
        // Scaled by mean 2 and standard deviation √(2/3) of the data's a.
        Assert.Equal((7 - 2) / Math.Sqrt(2 / 3.0), data.Validation.Inputs[0], 1e-5);
        Assert.Equal(files.Files[1].Name, "datasets/" + data.Summary.ValidationSha256);
    }

    [Fact]
    public void Prepare_AValidationSetWithWhatTheDataDoesNotHave_NamesRowAndColumn()
    {
        using var files = new TestDatasets().Add("DATASET", Data).Add("GIVEN", "a,b,y\n7,x,no\n8,z,no\n9,x,maybe\n");
        var job = files.Valid("""{ "data": { "dataset": "DATASET", "validation_dataset": "GIVEN", "label": "y" }, "network": { "shape": [3, 2] } }""");

        var refused = Assert.Throws<DataException>(() => Prepare(job, files));

        Assert.Equal("row 3, column b: 'z' is not among the texts of the data's column.\nrow 4, column y: 'maybe' is not among the texts of the data's column.", refused.Message);
    }

    [Fact]
    public void Prepare_AClassThatTheDataDoesNotHave_IsRefused()
    {
        using var files = new TestDatasets().Add("DATASET", "a,y\n1,0\n2,1\n").Add("GIVEN", "a,y\n1,0\n2,2\n");
        var job = files.Valid("""{ "data": { "dataset": "DATASET", "validation_dataset": "GIVEN", "label": "y" }, "network": { "shape": [1, 2] } }""");

        Assert.Equal("row 3, column y: 2 is no class of the data.", Assert.Throws<DataException>(() => Prepare(job, files)).Message);
    }

    [Fact]
    public void Resolve_AValidationSetOfOtherColumns_NamesEach()
    {
        using var files = new TestDatasets().Add("DATASET", Data).Add("GIVEN", "b,y,c\nx,no,1\n").Add("TEXTS", "a,b,y\nfoo,x,no\n");

        var violations = files.Resolve("""{ "data": { "dataset": "DATASET", "validation_dataset": "GIVEN", "label": "y", "validation_fraction": 0.5 }, "network": { "shape": [3, 2] } }""").Violations;
        var types = files.Resolve("""{ "data": { "dataset": "DATASET", "validation_dataset": "TEXTS", "label": "y" }, "network": { "shape": [3, 2] } }""").Violations;

        Assert.Equal(
            [
                "data.validation_fraction: Both a share for validation and a validation set are given; give one of them.",
                "data.validation_dataset: There is no column 'a', which the data has.",
                "data.validation_dataset: The data has no column 'c'.",
            ],
            violations.Select(violation => $"{violation.Field}: {violation.Description}"));
        Assert.Equal("Column 'a' is text, in the data it is number.", Assert.Single(types).Description);
    }

    [Fact]
    public async Task Train_ImagesAndLabelsInTwoFiles_TakesTheShapeFromTheFile()
    {
        using var files = new TestDatasets().Add("IMAGES", "idx", Images).Add("LABELS", "idx", Labels);
        var job = files.Valid("""{ "data": { "dataset": "IMAGES", "label_dataset": "LABELS", "normalization": "none" }, "network": { "shape": [4, 3, 2] }, "training": { "epochs": 1 } }""");

        var recorded = await TestRuns.TrainAsync(job, files.Files);

        Assert.Equal([1, 2, 2], job.Network.InputShape);
        Assert.Equal("label", job.Data.Label);
        Assert.Equal(["0", "1"], recorded.Manifest.Data.Classes);
        Assert.Equal(files.Files[1].Name, "datasets/" + recorded.Manifest.Data.LabelSha256);
        var sample = (long[])recorded.Rows[0]["probe.sample"]!;
        Assert.Equal(4 * sample[0], recorded.Floats("input.activation", 0)[0]);
        Assert.Equal(sample[0] % 2, recorded.Floats("probe.target", 0)[0]);
    }

    [Fact]
    public void Prepare_FourFiles_UsesEach()
    {
        using var files = new TestDatasets().Add("IMAGES", "idx", Images).Add("LABELS", "idx", Labels)
            .Add("MORE", "npy", NumpyFiles.Integers("2, 2, 2", 1, 2, 3, 4, 5, 6, 7, 8)).Add("THEIRS", "npy", NumpyFiles.Integers("2,", 1, 1));
        var job = files.Valid("""
            {
              "data": { "dataset": "IMAGES", "label_dataset": "LABELS", "validation_dataset": "MORE", "validation_label_dataset": "THEIRS", "normalization": "none" },
              "network": { "shape": [4, 2] }
            }
            """);

        var data = Prepare(job, files);

        Assert.Equal((6, 2), (data.Training.Count, data.Validation.Count));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], data.Validation.Inputs);
        Assert.Equal([1, 1], data.Validation.Classes!);
    }

    [Fact]
    public void Resolve_LabelsThatDoNotFit_AreRefused()
    {
        using var files = new TestDatasets().Add("IMAGES", "idx", Images).Add("LABELS", "npy", NumpyFiles.Integers("2, 2", 0, 1, 1, 0));

        var violations = files.Resolve("""{ "data": { "dataset": "IMAGES", "label_dataset": "LABELS", "validation_dataset": "IMAGES" }, "network": { "shape": [4, 2] } }""").Violations;

        Assert.Equal(
            [
                "data.validation_label_dataset: Is missing: the labels of the validation set must be in a file of their own too.",
                "data.label_dataset: Has 2 columns; labels are one.",
                "data.label_dataset: Has 2 rows, the table has 6.",
            ],
            violations.Select(violation => $"{violation.Field}: {violation.Description}"));
    }

    [Fact]
    public void Resolve_FilesThatOnlyTheClientCanRead_AreRefusedEach()
    {
        var violations = JobResolver.Resolve(
            Google.Protobuf.JsonParser.Default.Parse<V1.Job>("""
                { "data": { "file": "a", "label_file": "b", "validation_file": "c", "validation_label_file": "d" }, "network": { "shape": [4, 2] } }
                """),
            null).Violations;

        Assert.Equal(["data.file", "data.label_file", "data.validation_file", "data.validation_label_file"], violations.Select(violation => violation.Field));
    }

    /// <summary>What the manifest keeps is enough to make the same inputs again.</summary>
    [Theory]
    [InlineData("standard")]
    [InlineData("min_max")]
    public async Task Train_TheKeptTransformation_MakesTheSameInputsAgain(string normalization)
    {
        const string text = "n,t,b,y\n1,red,true,0\n,blue,false,1\n3,,true,0\n4,red,,1\n9,blue,true,0\n2,green,true,1\n8,red,false,0\n";
        using var files = new TestDatasets().Add("DATASET", text);
        var job = files.Valid($$"""
            {
              "data": { "dataset": "DATASET", "label": "y", "missing": "mean", "normalization": "{{normalization}}", "validation_fraction": 0.5 },
              "network": { "shape": [5, 2] }, "training": { "epochs": 0 }
            }
            """);

        var recorded = await TestRuns.TrainAsync(job, files.Files);

        var rows = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).ToArray();
        var samples = (long[])recorded.Rows[0]["probe.sample"]!;
        var inputs = recorded.Floats("input.activation", 0);
        for (var i = 0; i < samples.Length; i++)
            Assert.Equal(Apply(recorded.Manifest.Data, rows[samples[i]]), inputs.AsSpan(i * 5, 5).ToArray(), (a, b) => Math.Abs(a - b) <= 1e-6 * Math.Max(1, Math.Abs(a)));
    }

    private static float[] Apply(V1.DataSummary summary, string[] row)
    {
        var features = new List<double>();
        foreach (var (column, value) in summary.FeatureColumns.Zip(row))
        {
            if (column.Type == "text")
            {
                features.AddRange(column.Categories.Select(category => category == (value.Length == 0 ? column.FillText : value) ? 1.0 : 0));
                continue;
            }
            features.Add(value switch
            {
                "" => column.FillNumber,
                "true" => 1,
                "false" => 0,
                _ => double.Parse(value, CultureInfo.InvariantCulture),
            });
        }
        return [.. features.Select((value, i) => (float)((value - summary.NormalizationOffset[i]) * summary.NormalizationScale[i]))];
    }

    private static PreparedData Prepare(V1.Job job, TestDatasets files)
    {
        using var pool = new WorkerPool(1);
        return DataPreparation.Prepare(job, new DatasetFiles(files.Files), pool);
    }
}
