using System.Text;
using TrainRecorder.Training.Samples;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Tests.Samples;

public class DataPreparationTests
{
    private const string Mixed = "size,colour,shiny,constant,price\n1,red,true,5,a\n2,blue,false,5,b\n3,Green,true,5,a\n4,red,false,5,b\n5,blue,true,5,a\n6,red,true,5,b\n";

    [Fact]
    public void Prepare_MixedColumns_EncodesThemInTheirOrder()
    {
        var data = Prepare(Mixed, "price", outputs: 2, normalization: "none");

        // Texts in ordinal order: upper case first.
        Assert.Equal(["size", "colour=Green", "colour=blue", "colour=red", "shiny", "constant"], data.Summary.Features);
        Assert.Equal(["a", "b"], data.Summary.Classes);
        Assert.Empty(data.Summary.NormalizationOffset);
        float[][] rows = [[1, 0, 0, 1, 1, 5], [2, 0, 1, 0, 0, 5], [3, 1, 0, 0, 1, 5], [4, 0, 0, 1, 0, 5], [5, 0, 1, 0, 1, 5], [6, 0, 0, 1, 1, 5]];
        foreach (var set in new[] { data.Training, data.Validation })
        {
            for (var i = 0; i < set.Count; i++)
            {
                Assert.Equal(rows[set.Rows[i]], set.Inputs.AsSpan(i * 6, 6).ToArray());
                Assert.Equal((int)(set.Rows[i] % 2), set.Classes![i]);
            }
        }
        Assert.Equal(Enumerable.Range(0, 6).Select(row => (long)row), data.Training.Rows.Concat(data.Validation.Rows).Order());
    }

    [Fact]
    public void Prepare_Standard_IsFittedOnTheTrainingPart()
    {
        var data = Prepare(Mixed, "price", outputs: 2, normalization: "standard");
        var sizes = Column(data.Training, 0);

        Assert.Equal(0, sizes.Average(), 1e-6);
        Assert.Equal(1, sizes.Average(x => x * x), 1e-5);
        // What is constant stays finite.
        Assert.All(data.Training.Inputs.Concat(data.Validation.Inputs), value => Assert.True(float.IsFinite(value)));
        Check(data, row => row + 1);
    }

    [Fact]
    public void Prepare_MinMax_PutsTheTrainingPartBetweenZeroAndOne()
    {
        var data = Prepare(Mixed, "price", outputs: 2, normalization: "min_max");
        var sizes = Column(data.Training, 0);

        Assert.Equal([0, 1], [sizes.Min(), sizes.Max()]);
        Assert.All(data.Training.Inputs, value => Assert.InRange(value, 0, 1));
        Check(data, row => row + 1);
    }

    [Theory]
    [InlineData("x,y\n1,10\n2,9\n3,10\n4,9\n5,10\n", "9,10")]
    // Whole numbers that floats cannot tell apart.
    [InlineData("x,y\n1,20230002\n2,20230001\n3,20230002\n4,20230001\n5,20230002\n", "20230001,20230002")]
    [InlineData("x,y\n1,true\n2,False\n3,true\n4,false\n5,true\n", "false,true")]
    [InlineData("x,y\n1,b\n2,B\n3,b\n4,B\n5,b\n", "B,b")]
    public void Prepare_Labels_AreInAFixedOrder(string text, string classes) =>
        Assert.Equal(classes, string.Join(',', Prepare(text, "y", outputs: 2, "standard").Summary.Classes));

    [Fact]
    public void Prepare_Regression_KeepsTheValues()
    {
        var data = Prepare("x,y\n1,1.5\n2,2.5\n3,3.5\n4,4.5\n5,5.5\n", "y", outputs: 1, "standard");

        Assert.Null(data.Training.Classes);
        for (var i = 0; i < data.Training.Count; i++) Assert.Equal(data.Training.Rows[i] + 1.5f, data.Training.Values![i]);
    }

    [Fact]
    public void Prepare_FileOfAnotherHash_IsRefused()
    {
        using var file = new TemporaryFile(Mixed);
        var job = Resolve(file.Path, "price", 2, "none");
        File.AppendAllText(file.Path, "7,red,true,5,a\n");

        var refused = Assert.Throws<DataException>(() => TrainingRun.Prepare(job, file.Path, threads: 1));

        Assert.Contains("SHA-256", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_FaultyFile_NamesEveryFault()
    {
        using var file = new TemporaryFile("x,y\n1,a\n2,b,c\n3,a\nfoo,b\n5,a\n");
        using var good = new TemporaryFile("x,y\n1,a\n2,b\n3,a\n4,b\n5,a\n");
        var job = Resolve(good.Path, "y", 2, "none");
        job.Data.Dataset = DataFiles.DatasetName(file.Path);

        var refused = Assert.Throws<DataException>(() => TrainingRun.Prepare(job, file.Path, threads: 1));

        Assert.Equal("row 3: The row has 3 values, the header has 2.\nrow 5, column x: 'foo' is not a number, but 3 of the column's 4 values are.", refused.Message);
    }

    private static void Check(PreparedData data, Func<long, double> size)
    {
        foreach (var set in new[] { data.Training, data.Validation })
        {
            for (var i = 0; i < set.Count; i++)
                Assert.Equal((size(set.Rows[i]) - data.Summary.NormalizationOffset[0]) * data.Summary.NormalizationScale[0], set.Inputs[i * set.Features], 1e-5);
        }
    }

    private static float[] Column(SampleSet set, int column) => [.. Enumerable.Range(0, set.Count).Select(i => set.Inputs[(i * set.Features) + column])];

    private static PreparedData Prepare(string text, string label, int outputs, string normalization)
    {
        using var file = new TemporaryFile(Encoding.UTF8.GetBytes(text));
        using var pool = new WorkerPool(1);
        var job = Resolve(file.Path, label, outputs, normalization);
        return DataPreparation.Prepare(job, new DatasetFiles([new V1.DatasetFile { Name = job.Data.Dataset, Path = file.Path, Format = "csv" }]), pool);
    }

    private static V1.Job Resolve(string path, string label, int outputs, string normalization) => TestRuns.Resolve($$"""
        {
          "data": { "dataset": "DATASET", "label": "{{label}}", "normalization": "{{normalization}}", "validation_fraction": 0.35 },
          "network": { "layers": [ { "dense": { "units": {{outputs}} } } ] }
        }
        """, path);
}
