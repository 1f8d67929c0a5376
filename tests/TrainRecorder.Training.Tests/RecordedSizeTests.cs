using Google.Protobuf.WellKnownTypes;
using TrainRecorder.Recording;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests;

/// <summary>How large the sealed recording of a network is that was really trained, beside the floats in it. The same on every machine, for the bits are.</summary>
public class RecordedSizeTests
{
    [Fact]
    public async Task Size_WeightsThatWereTrained_IsAsPromised()
    {
        // 256 probe samples, as where nothing else is asked for; the first epochs, in which the weights change most.
        var sizes = await MeasureAsync(TestRuns.Resolve("""
            {
              "data": { "generate": { "teacher": { "features": 1000, "classes": 50, "samples": 4000 } } },
              "network": { "shape": [1000, 300, 50] },
              "training": { "epochs": 8, "batch_size": 64, "seed": 1 }
            }
            """));

        Assert.InRange(sizes.File / (double)sizes.Floats, 0.5, 0.85);
        Assert.InRange(sizes.File / (double)sizes.WithInputs, 0.3, 0.55);
    }

    [Fact]
    public async Task Size_TinyNetworkOfManyEpochs_DoesNotDrownInFooters()
    {
        var sizes = await MeasureAsync(TestRuns.Resolve("""
            {
              "data": { "generate": { "regression": { "features": 2, "samples": 40 } } },
              "network": { "shape": [2, 8, 8, 1], "activation": "tanh" },
              "recording": { "probe_samples": 8 },
              "training": { "epochs": 4999, "batch_size": 16, "seed": 1 }
            }
            """));

        Assert.InRange(sizes.File / (double)sizes.Floats, 0.5, 3);
    }

    /// <summary>Trains, seals, and counts what is read back.</summary>
    private static async Task<(long File, long Floats, long WithInputs)> MeasureAsync(Job job)
    {
        using var folder = new TemporaryFolder();
        var live = Path.Combine(folder.Path, "live");
        using var run = TrainingRun.Prepare(job, null, threads: 1);
        var options = new WriterOptions { BeforeWrite = run.FinishRow(_ => { }) };
        await using (var writer = RecordingWriter.Create(live, run.Describe("runs/test", new Timestamp(), "test"), options))
        {
            Assert.True(run.Train(writer, null, CancellationToken.None));
            await writer.CompleteAsync();
        }
        var file = await Sealer.RecoverAsync(live, Path.Combine(folder.Path, "run.parquet"));

        using var reader = await RecordingReader.OpenAsync(file.Path);
        long floats = 0, input = 0;
        foreach (var column in reader.Schema.Columns.Where(column => column.Info.Type == "list<float>"))
        {
            long bytes = 0;
            await foreach (var (_, values) in reader.ReadFloatsAsync(column.Path, file.Epochs)) bytes += (values?.Length ?? 0) * sizeof(float);
            floats += bytes;
            if (column.Path == "input.activation") input = bytes;
        }
        // The input is recorded once, for it never changes: a file per epoch would hold it each time.
        return (file.Size, floats, floats + (input * (reader.Epochs.Count - 1)));
    }
}
