using Google.Protobuf.WellKnownTypes;
using TrainRecorder.Recording;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests;

public class TrainingRunTests
{
    private static readonly Job Xor = TestRuns.Resolve("""
        {
          "data": { "generate": { "xor": { "samples": 100 } } },
          "network": { "shape": [2, 4, 4, 2], "activation": "tanh", "input_shape": [2] },
          "training": { "epochs": 1000000, "seed": 1 }
        }
        """);

    [Fact]
    public void Describe_Run_NamesLayersDataAndColumns()
    {
        using var run = TrainingRun.Prepare(Xor, null, threads: 1);
        var created = new Timestamp { Seconds = 5 };

        var manifest = run.Describe("runs/a", created, "software 1");

        Assert.Equal(1, manifest.FormatVersion);
        Assert.Equal(("runs/a", created, "software 1", Xor), (manifest.Run, manifest.CreateTime, manifest.Software, manifest.Job));
        Assert.Equal(["input", "hidden1", "hidden2", "output"], manifest.Layers.Select(layer => layer.Name));
        Assert.Equal(["Input Layer", "Hidden Layer 1", "Hidden Layer 2", "Output Layer"], manifest.Layers.Select(layer => layer.Title));
        Assert.Equal(["", "tanh", "tanh", "softmax"], manifest.Layers.Select(layer => layer.Activation));
        Assert.Equal(("", "classification", 80L, 20L), (manifest.Data.Sha256, manifest.Data.Task, manifest.Data.TrainingSamples, manifest.Data.ValidationSamples));
        Assert.Equal(["0", "1"], manifest.Data.Classes);
        Assert.Equal([2], manifest.Data.InputShape);
        Assert.Equal([4, 2], manifest.Columns.Single(column => column.Path == "hidden1.weight").Shape);
        Assert.Equal([20, 4], manifest.Columns.Single(column => column.Path == "hidden1.activation").Shape);
    }

    [Fact]
    public async Task Train_Stopped_LeavesTheFinishedEpochs()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        using var run = TrainingRun.Prepare(Xor, null, threads: 1);
        var finished = 0;
        var options = new WriterOptions
        {
            BeforeWrite = run.FinishRow(metrics =>
            {
                finished = metrics.Epoch;
                if (metrics.Epoch == 20) stop.Cancel();
            }),
        };
        await using (var writer = RecordingWriter.Create(folder.Path, run.Describe("runs/a", new Timestamp(), "test"), options))
        {
            Assert.False(run.Train(writer, null, stop.Token));
            await writer.CompleteAsync();
            Assert.Throws<InvalidOperationException>(() => run.Train(writer, null, CancellationToken.None));
        }
        using var reader = await RecordingReader.OpenAsync(folder.Path);

        Assert.InRange(finished, 20, 40);
        Assert.Equal(Enumerable.Range(0, finished + 1), reader.Epochs);
        var elapsed = await reader.ReadScalarsAsync("elapsed_seconds");
        Assert.Equal(elapsed.Order(), elapsed);
        Assert.True(elapsed[^1] > 0);
    }

    [Fact]
    public async Task Train_LongEpoch_ReportsHowFarItIs()
    {
        var job = TestRuns.Resolve("""
            {
              "data": { "generate": { "xor": { "samples": 150000 } } },
              "network": { "shape": [2, 100, 100, 2] },
              "training": { "epochs": 1, "batch_size": 8 }
            }
            """);
        using var folder = new TemporaryFolder();
        using var run = TrainingRun.Prepare(job, null, threads: 1);
        var reports = new List<EpochProgress>();
        await using var writer = RecordingWriter.Create(
            folder.Path, run.Describe("runs/a", new Timestamp(), "test"), new WriterOptions { BeforeWrite = run.FinishRow(_ => { }) });

        Assert.True(run.Train(writer, reports.Add, CancellationToken.None));
        await writer.CompleteAsync();

        Assert.NotEmpty(reports);
        Assert.All(reports, report => Assert.Equal(1, report.Epoch));
        Assert.Equal(reports.Select(report => report.Fraction).Order(), reports.Select(report => report.Fraction));
        Assert.InRange(reports[^1].Fraction, 0, 1);
    }
}
