using TrainRecorder.Training.Samples;
using TrainRecorder.Training.Threads;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests.Samples;

public class MissingValuesTests
{
    // Rows 6 to 9 are the validation part; what is fitted must not see them.
    private const string Training = "n,b,t,y\n1,true,red,0\n,true,blue,1\n2,,red,0\n6,false,,1\n1,false,blue,0\n";
    private const string Validation = "n,b,t,y\n,,,1\n100,true,blue,0\nNaN,true,red,1\n";

    [Theory]
    [InlineData("mean", 2.5)]
    [InlineData("median", 1.5)]
    [InlineData("most_frequent", 1)]
    public void Prepare_AFillingPolicy_FillsWithWhatTheTrainingPartSays(string policy, double number)
    {
        var data = Prepare(policy);

        // Inputs: n, b, t=blue, t=red. Of equally frequent values the smallest: false, blue.
        Assert.Equal(["n", "b", "t=blue", "t=red"], data.Summary.Features);
        Assert.Equal([(float)number, 1, 1, 0], Row(data.Training, 1));
        Assert.Equal([2, 0, 0, 1], Row(data.Training, 2));
        Assert.Equal([6, 0, 1, 0], Row(data.Training, 3));
        Assert.Equal([(float)number, 0, 1, 0], Row(data.Validation, 0));
        Assert.Equal([(float)number, 1, 0, 1], Row(data.Validation, 2));
        Assert.Equal(
            [
                new FeatureColumn { Name = "n", Type = "number", FillNumber = number },
                new FeatureColumn { Name = "b", Type = "boolean", FillNumber = 0 },
                new FeatureColumn { Name = "t", Type = "text", FillText = "blue", Categories = { "blue", "red" } },
            ],
            data.Summary.FeatureColumns);
    }

    [Fact]
    public void Prepare_Drop_LeavesTheRowsOut()
    {
        var data = Prepare("drop");

        Assert.Equal([0, 4], data.Training.Rows);
        Assert.Equal([1L], data.Validation.Rows);
        Assert.Equal([100, 1, 1, 0], Row(data.Validation, 0));
        Assert.Equal(5, data.Summary.DroppedRows);
        Assert.All(data.Summary.FeatureColumns, column => Assert.False(column.HasFillNumber || column.HasFillText));
    }

    [Fact]
    public void Prepare_DropWithADrawnSplit_SplitsWhatIsLeft()
    {
        using var files = new TestDatasets().Add("DATASET", "x,y\n1,a\n,b\n3,a\n4,b\n5,\n6,b\n7,a\n");
        var job = files.Valid("""{ "data": { "dataset": "DATASET", "label": "y", "missing": "drop", "validation_fraction": 0.4 }, "network": { "shape": [1, 2] } }""");
        using var pool = new WorkerPool(1);

        var data = DataPreparation.Prepare(job, new DatasetFiles(files.Files), pool);

        Assert.Equal([0, 2, 3, 5, 6], data.Training.Rows.Concat(data.Validation.Rows).Order());
        Assert.Equal(2, data.Validation.Count);
        Assert.Equal(2, job.Recording.ProbeSamples);
    }

    [Fact]
    public void Resolve_Refuse_NamesEveryMissingValue()
    {
        using var files = Files();

        var violations = files.Resolve(Json("refuse")).Violations;

        Assert.All(violations, violation => Assert.Equal("data.missing", violation.Field));
        Assert.Equal(
            [
                "data.dataset, row 3, column n: The value is missing.", "data.dataset, row 4, column b: The value is missing.", "data.dataset, row 5, column t: The value is missing.",
                "data.validation_dataset, row 2, column n: The value is missing.", "data.validation_dataset, row 2, column b: The value is missing.",
                "data.validation_dataset, row 2, column t: The value is missing.", "data.validation_dataset, row 4, column n: The value is missing.",
            ],
            violations.Select(violation => violation.Description));
    }

    [Fact]
    public void Resolve_AMissingLabel_IsNeverFilled()
    {
        using var files = new TestDatasets().Add("DATASET", "x,y\n1,a\n2,\n,b\n4,b\n");
        const string json = """{ "data": { "dataset": "DATASET", "label": "y", "missing": "mean" }, "network": { "shape": [1, 2] } }""";

        Assert.Equal("data.dataset, row 3, column y: The value is missing.", Assert.Single(files.Resolve(json).Violations).Description);
    }

    [Fact]
    public void Resolve_ManyMissing_TellsTheFirstAndHowMany()
    {
        using var files = new TestDatasets().Add("DATASET", "x,y\n" + string.Concat(Enumerable.Repeat("1,2\n,3\n", 50)));

        var violations = files.Resolve("""{ "data": { "dataset": "DATASET", "label": "y" }, "network": { "shape": [1, 1] } }""").Violations;

        Assert.Equal(21, violations.Count);
        Assert.Equal("data.dataset: 30 more values are missing.", violations[^1].Description);
    }

    [Fact]
    public void Resolve_NothingLeft_IsRefused()
    {
        using var files = new TestDatasets().Add("DATASET", "x,z,y\n1,,2\n,3,3\n");

        Assert.Contains(
            files.Resolve("""{ "data": { "dataset": "DATASET", "label": "y", "missing": "drop" }, "network": { "shape": [2, 1] } }""").Violations,
            violation => violation.Description == "Every row has a missing value: none is left.");
    }

    [Fact]
    public void Inspect_NotAvailable_IsMissingAmongNumbersAndATextAmongTexts()
    {
        using var file = new TemporaryFile("n,t\n1,NA\nNA,FR\n3,NaN\n");

        var schema = TableInspector.Inspect(file.Path, "csv").Schema;

        Assert.Equal(["number", "text"], schema.Columns.Select(column => column.Type));
        Assert.Equal([1L, 0L], schema.Columns.Select(column => column.Missing));
        Assert.Equal((1L, 3L), (schema.IncompleteRows, schema.Columns[1].Distinct));
        Assert.Equal([new MissingValue { Row = 3, Column = 0 }], schema.MissingValues);
    }

    private static TestDatasets Files() => new TestDatasets().Add("DATASET", Training).Add("VALIDATION", Validation);

    private static string Json(string policy) => $$"""
        {
          "data": { "dataset": "DATASET", "validation_dataset": "VALIDATION", "label": "y", "task": "classification", "missing": "{{policy}}", "normalization": "none" },
          "network": { "shape": [4, 2] }
        }
        """;

    private static PreparedData Prepare(string policy)
    {
        using var files = Files();
        using var pool = new WorkerPool(1);
        return DataPreparation.Prepare(files.Valid(Json(policy)), new DatasetFiles(files.Files), pool);
    }

    private static float[] Row(SampleSet set, int sample) => set.Inputs.AsSpan(sample * set.Features, set.Features).ToArray();
}
