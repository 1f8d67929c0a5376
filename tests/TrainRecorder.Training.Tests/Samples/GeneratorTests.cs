using TrainRecorder.Training.Samples;
using TrainRecorder.Training.Threads;

namespace TrainRecorder.Training.Tests.Samples;

/// <summary>Generated data is what its definition says.</summary>
public class GeneratorTests
{
    [Fact]
    public void Generate_Spirals_LieOnTheirArms() => Check(
        """{ "spirals": { "samples": 90, "classes": 3, "turns": 2 } }""", 3, (x, y, label) =>
        {
            var radius = Math.Sqrt((x * x) + (y * y));
            var angle = 2 * Math.PI * ((2 * radius) + (label / 3.0));
            Assert.InRange(radius, 0, 1);
            Assert.Equal(radius * Math.Cos(angle), x, 1e-5);
            Assert.Equal(radius * Math.Sin(angle), y, 1e-5);
        });

    [Fact]
    public void Generate_Circles_LieOnTheirCircle() => Check(
        """{ "circles": { "samples": 60, "factor": 0.3 } }""", 2, (x, y, label) => Assert.Equal(label == 0 ? 1 : 0.3, Math.Sqrt((x * x) + (y * y)), 1e-5));

    [Fact]
    public void Generate_Moons_LieOnTheirHalfCircle() => Check(
        """{ "moons": { "samples": 60 } }""", 2, (x, y, label) =>
        {
            var (fromX, fromY) = label == 0 ? (x, y) : (1 - x, 0.5 - y);
            Assert.Equal(1, (fromX * fromX) + (fromY * fromY), 1e-5);
            Assert.True(fromY >= -1e-6);
        });

    [Fact]
    public void Generate_Noise_HasItsDeviation()
    {
        var rows = Rows("""{ "circles": { "samples": 20000, "factor": 0.5, "noise": 0.1 } }""", "classification", 2);

        // The radius of a noisy point: that of the circle, and half of the noise's variance over it.
        var outer = rows.Where(row => row.Class == 0).Select(row => Math.Sqrt((row.Features[0] * row.Features[0]) + (row.Features[1] * row.Features[1]))).ToArray();
        var mean = outer.Average();
        Assert.Equal(1.005, mean, 0.005);
        Assert.Equal(0.1, Math.Sqrt(outer.Average(radius => (radius - mean) * (radius - mean))), 0.005);
    }

    [Fact]
    public void Generate_Blobs_AreNormalAroundTheirCentres()
    {
        var rows = Rows("""{ "blobs": { "samples": 9000, "features": 3, "classes": 3, "deviation": 2, "box": 5 } }""", "classification", 3);

        foreach (var cloud in rows.GroupBy(row => row.Class))
        {
            Assert.Equal(3000, cloud.Count());
            for (var k = 0; k < 3; k++)
            {
                var values = cloud.Select(row => (double)row.Features[k]).ToArray();
                Assert.InRange(values.Average(), -5.2, 5.2);
                Assert.Equal(2, Math.Sqrt(values.Average(value => (value - values.Average()) * (value - values.Average()))), 0.15);
            }
        }
    }

    [Fact]
    public void Generate_Regression_DependsOnTheFeaturesAndTheNoise()
    {
        var exact = Rows("""{ "regression": { "features": 4, "samples": 500 } }""", "regression", 1);
        var noisy = Rows("""{ "regression": { "features": 4, "samples": 500, "noise": 0.5 } }""", "regression", 1);

        Assert.Equal(exact.Select(row => row.Features), noisy.Select(row => row.Features));
        var noise = exact.Zip(noisy, (a, b) => b.Value - a.Value).ToArray();
        Assert.Equal(0.5, Math.Sqrt(noise.Average(value => value * value)), 0.05);
        Assert.True(exact.Select(row => row.Value).Distinct().Count() > 490);
    }

    [Theory]
    [InlineData("spirals", """{ "samples": 1, "classes": 1, "turns": 0, "noise": -1 }""", "classes", "turns", "noise", "samples")]
    [InlineData("circles", """{ "samples": 100, "factor": 1, "noise": "NaN" }""", "factor", "noise")]
    [InlineData("moons", """{ "samples": 0, "noise": 101 }""", "noise", "samples")]
    [InlineData("blobs", """{ "samples": 100, "features": 0, "classes": 10001, "deviation": -1, "box": 0 }""", "features", "classes", "deviation", "box")]
    [InlineData("regression", """{ "samples": 1, "features": 0, "noise": -1 }""", "features", "noise", "samples")]
    public void Resolve_ParametersOutOfRange_NamesEach(string kind, string parameters, params string[] fields)
    {
        var job = Google.Protobuf.JsonParser.Default.Parse<V1.Job>($$"""{ "data": { "generate": { "{{kind}}": {{parameters}} } }, "network": { "layers": [ { "dense": { "units": 2 } } ] } }""");

        // In the order of the checks, which is that of the file but for the samples.
        var found = JobResolver.Resolve(job, null).Violations.Select(violation => violation.Field).Where(field => field.StartsWith("data.", StringComparison.Ordinal));

        Assert.Equal(fields.Select(field => $"data.generate.{kind}.{field}"), found);
    }

    private static void Check(string generator, int classes, Action<double, double, int> check)
    {
        var rows = Rows(generator, "classification", classes);
        Assert.Equal(classes, rows.Select(row => row.Class).Distinct().Count());
        Assert.All(rows, row =>
        {
            Assert.Equal(row.Row % classes, row.Class);
            check(row.Features[0], row.Features[1], row.Class);
        });
    }

    private static (long Row, float[] Features, int Class, float Value)[] Rows(string generator, string task, int outputs)
    {
        var job = TestRuns.Resolve($$"""{ "data": { "generate": {{generator}}, "task": "{{task}}" }, "network": { "layers": [ { "dense": { "units": {{outputs}} } } ] } }""");
        using var pool = new WorkerPool(2);
        var data = DataPreparation.Prepare(job, null, pool);
        return [.. new[] { data.Training, data.Validation }.SelectMany(set => Enumerable.Range(0, set.Count).Select(i =>
            (set.Rows[i], set.Inputs.AsSpan(i * set.Features, set.Features).ToArray(), set.Classes?[i] ?? 0, set.Values?[i] ?? 0))).OrderBy(row => row.Item1)];
    }
}
