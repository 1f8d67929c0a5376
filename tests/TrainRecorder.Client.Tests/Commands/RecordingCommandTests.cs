using TrainRecorder.Client.Tests.Infrastructure;

namespace TrainRecorder.Client.Tests.Commands;

public sealed class RecordingCommandTests : ClientFixture
{
    [Fact]
    public async Task Tensors_InParts_PrintsALineForEachEpochAndColumn() => Assert.Equal(
        "{\"epoch\":1,\"column\":\"hidden1.weight\",\"values\":[0.5,\"NaN\"]}\n{\"epoch\":1,\"column\":\"train.loss\",\"values\":null}",
        (await RunAsync("recording", "tensors", "7", "hidden1.weight", "train.loss", "--first", "1", "--last", "1")).Output);

    [Fact]
    public async Task Metrics_OfARun_PrintsALineForEachEpoch()
    {
        Assert.Equal("epoch 2  step 20  train.loss 0.25  dead_units in hidden1", (await RunAsync("recording", "metrics", "7")).Output);
        Assert.Contains("\"rule\": \"dead_units\"", (await RunAsync("recording", "metrics", "archives/7", "--json")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_ARecording_TellsLayersAndColumns() => Assert.Equal(
        """
        recording  runs/7
        name       digits
        state      live
        epochs     0 to 3
        size       4 KiB
        layers     hidden1 [2]

        COLUMN          TYPE         SHAPE   AXES           SCHEDULE
        train.loss      double
        hidden1.weight  list<float>  [2, 1]  output, input  every
        """.ReplaceLineEndings("\n"),
        (await RunAsync("recording", "show", "7")).Output);

    [Fact]
    public async Task Import_ARecording_NamesItsArchive()
    {
        var outcome = await RunAsync("import", Write("digits.parquet", "recording"));

        Assert.Equal(0, outcome.Code);
        Assert.StartsWith("archives/9: digits, 9 B, SHA-256 ", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(new Outcome(1, "", "the file is no recording"), await RunAsync("import", Write("foreign.parquet", "x")));
    }

    [Fact]
    public async Task Download_OfAPartThatArrivesDamaged_IsAskedForAgain()
    {
        Service.Runs["runs/7"] = new() { Name = "runs/7" };
        Service.Recording = [.. Enumerable.Range(0, 5_000).Select(value => (byte)value)];
        Service.Damage = at => at == 3_000 && Service.Downloads.Count == 1 ? 1u : 0;
        var file = Path.Combine(Folder, "a.parquet");

        Assert.Equal(0, (await RunAsync(new ImpatientTime(), ["download", "7", "-o", file, "--server", Url])).Code);

        Assert.Equal(Service.Recording, await File.ReadAllBytesAsync(file));
        Assert.Equal([0, 3_000], Service.Downloads.Select(request => request.Offset));
    }

    [Fact]
    public async Task Archives_VerifyRestoreDelete_SayWhatCameOfIt()
    {
        Service.Archives.Add(new() { Name = "archives/a", Run = "runs/a", Size = 2048, Epochs = 5 });
        Service.Archives.Add(new() { Name = "archives/b", Run = "runs/b", Damaged = true });

        Assert.Equal(new Outcome(0, "archives/a is good, epochs 0 to 5", ""), await RunAsync("archives", "verify", "a"));
        Assert.Equal(new Outcome(1, "epoch 3, column x: damaged", ""), await RunAsync("archives", "verify", "b"));
        Assert.Equal(1, (await RunAsync("archives", "show", "b")).Code);
        Assert.Equal("runs/a succeeded", (await RunAsync("archives", "restore", "a")).Output);
        Assert.Equal("archives/a deleted, 2 KiB are free", (await RunAsync("archives", "delete", "a")).Output);
    }

    [Fact]
    public async Task Statistics_OfTheServer_AreTold()
    {
        var outcome = await RunAsync("server", "statistics");

        Assert.Contains("3 queued, 1 running", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("1,234 since the start", outcome.Output, StringComparison.Ordinal);
    }
}
