using TrainRecorder.Recording.Tests.Samples;
using TrainRecorder.V1;

namespace TrainRecorder.Recording.Tests;

public sealed class RecordingPolicyTests
{
    private static readonly IReadOnlyList<ColumnInfo> _columns = SampleRecording.Small().Manifest.Columns;

    [Fact]
    public void Apply_NoOptions_ChangesNothing() => Assert.Equal(_columns, RecordingPolicy.Apply(new RecordingOptions(), _columns));

    [Fact]
    public void Apply_IncludeAndExclude_LeavesScalarsAndWhatIsAskedFor()
    {
        RecordingOptions options = new() { Include = { "hidden1.*", "*.activation" }, Exclude = { "*.summary" } };

        string[] paths = [.. RecordingPolicy.Apply(options, _columns).Select(column => column.Path)];

        Assert.Contains("train.loss", paths);
        Assert.Contains("probe.sample", paths);
        Assert.Contains("input.activation", paths);
        Assert.Contains("hidden1.weight", paths);
        Assert.DoesNotContain("hidden1.summary", paths);
        Assert.DoesNotContain("output.weight", paths);
        Assert.Contains("output.activation", paths);
    }

    [Fact]
    public void Apply_Rules_TheFirstThatMatchesCounts()
    {
        RecordingOptions options = new()
        {
            Schedule = new Schedule { Every = 10 },
            KeepMantissaBits = 12,
            Rules =
            {
                new ColumnRule { Match = { "output.weight" }, Schedule = new Schedule { Every = 5, DenseUntil = 20 } },
                new ColumnRule { Match = { "*.weight" }, KeepMantissaBits = 7 },
            },
        };

        Dictionary<string, ColumnInfo> columns = RecordingPolicy.Apply(options, _columns).ToDictionary(column => column.Path);

        Assert.Equal(("every 5 after 20", 12), (columns["output.weight"].Schedule, columns["output.weight"].KeepMantissaBits));
        Assert.Equal(("every 10", 7), (columns["hidden1.weight"].Schedule, columns["hidden1.weight"].KeepMantissaBits));
        Assert.Equal(("every 10", 12), (columns["hidden1.bias"].Schedule, columns["hidden1.bias"].KeepMantissaBits));
        Assert.Equal(("every", 0), (columns["train.loss"].Schedule, columns["train.loss"].KeepMantissaBits));
        Assert.Equal(("first", 12), (columns["input.activation"].Schedule, columns["input.activation"].KeepMantissaBits));
        Assert.Equal("never", columns["output.saturation"].Schedule);
        Assert.Equal(0, columns["hidden1.summary"].KeepMantissaBits);
    }

    [Fact]
    public void Validate_SeveralFaults_NamesThemAllWithTheirFields()
    {
        RecordingOptions options = new()
        {
            Schedule = new Schedule { Every = 0 },
            Include = { "hidden7.*" },
            Exclude = { "Weights?" },
            Rules = { new ColumnRule { Schedule = new Schedule { DenseUntil = -1 }, KeepMantissaBits = 24 } },
            MaxBytes = 0,
        };

        string[] fields = [.. RecordingPolicy.Validate(options, _columns).Select(fault => fault.Field)];

        Assert.Equal(
            ["schedule.every", "exclude[0]", "rules[0].match", "rules[0].schedule.dense_until", "rules[0].keep_mantissa_bits", "max_bytes", "include[0]"], fields);
    }

    [Fact]
    public void Estimate_SparseSchedule_CountsTheDueEpochs()
    {
        IReadOnlyList<ColumnInfo> weights = RecordingPolicy.Apply(
            new RecordingOptions { Include = { "hidden1.weight" }, Schedule = new Schedule { Every = 10 } }, _columns);
        long scalars = 4 + (8 * (2 + 4 + 2));
        Assert.Equal((scalars * 26) + (3 * 12) + (4 * (2 * 4) * 4), RecordingPolicy.Estimate(weights, 25));
    }

    [Fact]
    public async Task Write_SparseScheduleAndFewerBits_HoldsTheRoundedValuesOfTheDueEpochs()
    {
        using TemporaryFolder folder = new();
        SampleRecording sample = SampleRecording.Small();
        RecordingOptions options = new() { Schedule = new Schedule { Every = 4, DenseUntil = 2 }, KeepMantissaBits = 7 };
        IReadOnlyList<ColumnInfo> columns = RecordingPolicy.Apply(options, [.. sample.Manifest.Columns]);
        sample.Manifest.Columns.Clear();
        sample.Manifest.Columns.Add(columns);
        sample.Manifest.Job = new Job { Training = new V1.Training { Epochs = 9 } };

        // The sample fills the columns at every epoch: the writer leaves out what is not due.
        SealedFile file = await sample.SealAsync(folder, 9);
        using RecordingReader reader = await RecordingReader.OpenAsync(file.Path).Soon();

        List<int> recorded = [];
        await foreach ((int epoch, float[]? values) in reader.ReadFloatsAsync("hidden1.weight", new EpochRange(0, 9)))
        {
            if (values is not null)
            {
                recorded.Add(epoch);
                for (int i = 0; i < values.Length; i++)
                {
                    float exact = SampleRecording.Value("hidden1.weight", epoch, i);
                    Assert.Equal(0, BitConverter.SingleToInt32Bits(values[i]) & (float.IsFinite(exact) ? 0xFFFF : 0));
                    Assert.True(!float.IsNormal(exact) || Math.Abs(values[i] - exact) <= Math.Abs(exact) / 256, $"{exact} became {values[i]}");
                }
            }
        }

        Assert.Equal([0, 1, 2, 4, 8, 9], recorded);
        Assert.Empty(await Verifier.VerifyAsync(file.Path).Soon());
    }
}
