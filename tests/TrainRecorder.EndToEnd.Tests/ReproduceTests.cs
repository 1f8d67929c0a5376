using TrainRecorder.Recording;
using TrainRecorder.V1;

namespace TrainRecorder.EndToEnd.Tests;

/// <summary>A recording can be made again, on another service, and checked to the bit.</summary>
public sealed class ReproduceTests
{
    [Fact]
    public async Task Reproduce_RecordingWithScheduleFromAFile_IsBitIdenticalOnAServiceThatNeverSawTheData()
    {
        using var folder = new TemporaryFolder();
        var recording = folder["digits.parquet"];
        await using (var first = await ServiceProcess.StartAsync(folder, new Dictionary<string, string> { ["TRAINRECORDER_THREADS"] = "1" }))
        {
            var run = await first.SubmitAsync(Sparse(folder));
            Assert.Equal(RunState.Succeeded, (await first.WatchAsync(run)).Run.State);
            (await first.ClientAsync("download", run, "-o", recording)).Good();
        }

        using var elsewhere = new TemporaryFolder();
        await using var second = await ServiceProcess.StartAsync(elsewhere, new Dictionary<string, string> { ["TRAINRECORDER_THREADS"] = "2" });
        var without = await second.ClientAsync("reproduce", recording);
        Assert.Equal(2, without.ExitCode);
        Assert.Contains("--data", without.Errors, StringComparison.Ordinal);

        var result = await second.ClientAsync("reproduce", recording, "--data", Checkout.Example("digits.csv"));

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        Assert.Contains("are bit-identical in epochs 0 to 6", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reproduce_RecordingThatWasChanged_NamesWhereAndExitsWith1()
    {
        using var folder = new TemporaryFolder();
        await using var service = await ServiceProcess.StartAsync(folder);
        var run = await service.SubmitAsync(Jobs.Teacher(folder, epochs: 2, samples: 500));
        Assert.Equal(RunState.Succeeded, (await service.WatchAsync(run)).Run.State);
        (await service.ClientAsync("download", run, "-o", folder["run.parquet"])).Good();
        await TamperAsync(folder["run.parquet"], folder["tampered"]);

        var result = await service.ClientAsync("reproduce", folder["tampered"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("differ: epoch 1, hidden1.bias[7]: ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reproduce_RecordingOfARunThatARuleStopped_IsBitIdenticalUpToThere()
    {
        using var folder = new TemporaryFolder();
        await using var service = await ServiceProcess.StartAsync(folder);
        File.WriteAllText(folder["stopped.json"], """
            {
              "data": { "generate": { "moons": { "samples": 200 } } }, "network": { "shape": [2, 8, 2] },
              "training": { "optimizer": { "sgd": { "learning_rate": 1e-9 } }, "epochs": 40, "seed": 2 },
              "diagnostics": { "loss_not_falling": { "epochs": 3, "stop": true } }
            }
            """);
        var run = await service.SubmitAsync(folder["stopped.json"]);
        Assert.Equal(RunState.Failed, (await service.WatchAsync(run)).Run.State);
        (await service.ClientAsync("download", run, "-o", folder["stopped.parquet"])).Good();

        var result = await service.ClientAsync("reproduce", folder["stopped.parquet"]);

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        Assert.Contains("are bit-identical in epochs 0 to 3", result.Output, StringComparison.Ordinal);
    }

    private static string Sparse(TemporaryFolder folder)
    {
        File.Copy(Checkout.Example("digits.csv"), folder["digits.csv"]);
        File.WriteAllText(folder["sparse.json"], """
            {
              "name": "sparse",
              "data": { "file": "digits.csv", "label": "digit" },
              "network": { "shape": [64, 16, 10], "activation": "tanh" },
              "training": { "epochs": 6, "seed": 5 },
              "recording": {
                "probe_samples": 20,
                "exclude": ["input.*"],
                "rules": [ { "match": ["*.activation"], "schedule": { "every": 4 } }, { "match": ["*.bias"], "keep_mantissa_bits": 9 } ]
              }
            }
            """);
        return folder["sparse.json"];
    }

    /// <summary>Writes the recording once more with another bias: with right checksums, for whoever changes a number can count them.</summary>
    private static async Task TamperAsync(string recording, string live)
    {
        using var reader = await RecordingReader.OpenAsync(recording);
        await using var writer = RecordingWriter.Create(live, reader.Manifest);
        foreach (var epoch in reader.Epochs)
        {
            var row = writer.Rent();
            row.Epoch = epoch;
            foreach (var column in writer.Schema.Columns) await CopyAsync(reader, column, epoch, row);
            if (epoch == 1) row.Floats(writer.Schema["hidden1.bias"])[7] += 1;
            writer.Write(row);
        }

        await writer.CompleteAsync();
    }

    private static async Task CopyAsync(RecordingReader reader, RecordingColumn column, int epoch, EpochRow row)
    {
        switch (column.Info.Type)
        {
            case "list<float>" when await reader.ReadFloatsAsync(column.Path, epoch) is { } floats:
                floats.CopyTo(row.Floats(column));
                break;
            case "list<double>" when await reader.ReadDoublesAsync(column.Path, epoch) is { } doubles:
                doubles.CopyTo(row.Doubles(column));
                break;
            case "list<int64>" when await reader.ReadIntegersAsync(column.Path, epoch) is { } integers:
                integers.CopyTo(row.Integers(column));
                break;
            case "string":
                row.Findings = await reader.ReadFindingsAsync(epoch);
                break;
            case "int64":
                row.Step = (long)(await reader.ReadScalarAsync(column.Path, epoch))!.Value;
                break;
            case "double" when column.Path != "elapsed_seconds" && await reader.ReadScalarAsync(column.Path, epoch) is { } value:
                row.Set(column, value);
                break;
        }
    }
}
