using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TrainRecorder.Client.Tests.Infrastructure;
using TrainRecorder.Recording;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Tests.Commands;

public sealed class ReproduceCommandTests : ClientFixture
{
    private const string Csv = "x1,x2,y\n1,2,3\n";

    private static readonly string s_sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Csv)));

    public ReproduceCommandTests() => Service.OnWatch = async (request, write, _) =>
    {
        await write(new() { Revision = 41, Run = new() { Name = request.Name, State = RunState.Running } });
        await write(new() { Revision = 42, Run = new() { Name = request.Name, State = RunState.Succeeded } });
    };

    [Fact]
    public async Task Reproduce_SameBits_SaysSo()
    {
        var path = await RecordAsync("first", GeneratedJob(), 6);
        Service.Recording = await File.ReadAllBytesAsync(await RecordAsync("again", GeneratedJob(), 6, elapsed: 9));

        var outcome = await RunAsync("reproduce", path);

        Assert.Equal(new Outcome(0, $"{path} and runs/7 are bit-identical in epochs 0 to 5", "runs/7: toy is trained again"), outcome);
        Assert.Equal(GeneratedJob(), Assert.Single(Service.Submitted).Job);
        Assert.Equal(40, Assert.Single(Service.Watches).StartRevision);
    }

    [Fact]
    public async Task Reproduce_OneOtherWeight_NamesEpochColumnIndexAndBothValues()
    {
        var path = await RecordAsync("first", GeneratedJob(), 6);
        Service.Recording = await File.ReadAllBytesAsync(await RecordAsync("again", GeneratedJob(), 6, change: (row, schema) => row.Floats(schema["output.weight"])[1] = 0.5f));

        var outcome = await RunAsync("reproduce", path);

        Assert.Equal(1, outcome.Code);
        Assert.Equal($"{path} and runs/7 differ: epoch 3, output.weight[0, 1]: 3.25 (0x40500000) in the first, 0.5 (0x3f000000) in the second", outcome.Output);

        var json = JsonNode.Parse((await RunAsync("reproduce", path, "--json")).Output)!;
        Assert.False((bool)json["identical"]!);
        Assert.Equal((3, "output.weight", 1, "3.25 (0x40500000)", "0.5 (0x3f000000)"), (
            (int)json["difference"]!["epoch"]!, (string)json["difference"]!["column"]!, (int)json["difference"]!["index"]!,
            (string)json["difference"]!["recorded"]!, (string)json["difference"]!["reproduced"]!));
    }

    [Fact]
    public async Task Reproduce_RecordingOfARunThatWasStopped_IsComparedAsFarAsItGoes()
    {
        var path = await RecordAsync("first", GeneratedJob(), 3);
        Service.Recording = await File.ReadAllBytesAsync(await RecordAsync("again", GeneratedJob(), 6));

        Assert.Equal($"{path} and runs/7 are bit-identical in epochs 0 to 2", (await RunAsync("reproduce", path)).Output);
    }

    [Fact]
    public async Task Reproduce_EpochsThatWereNotTrainedAgain_AreADifference()
    {
        var path = await RecordAsync("first", GeneratedJob(), 6);
        Service.Recording = await File.ReadAllBytesAsync(await RecordAsync("again", GeneratedJob(), 5));

        Assert.Contains("epoch 5: a row in the first, no row in the second", (await RunAsync("reproduce", path)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reproduce_DataGiven_IsCheckedAndUploadedOnce()
    {
        var path = await RecordAsync("first", FileJob(), 2);
        Service.Recording = await File.ReadAllBytesAsync(path);
        var data = Write("toy.csv", Csv);

        Assert.Equal(0, (await RunAsync("reproduce", path, "--data", data)).Code);
        Assert.Equal(0, (await RunAsync("reproduce", path)).Code);

        Assert.Equal(1, Service.Uploads);
        Assert.Equal(Encoding.UTF8.GetBytes(Csv), Service.Datasets[$"datasets/{s_sha256}"]);
    }

    [Fact]
    public async Task Reproduce_DataMissingOrOther_SaysWhichIsNeeded()
    {
        var path = await RecordAsync("first", FileJob(), 2);

        var missing = await RunAsync("reproduce", path);
        Assert.Equal((2, $"the service does not hold the data of the recording; give the file whose SHA-256 is {s_sha256} with --data"), (missing.Code, missing.Error));

        var other = await RunAsync("reproduce", path, "--data", Write("other.csv", "x1,x2,y\n1,2,4\n"));
        Assert.Equal(1, other.Code);
        Assert.Contains("is not what the recording was made from", other.Error, StringComparison.Ordinal);
        Assert.Contains(s_sha256, other.Error, StringComparison.Ordinal);

        Assert.Equal(2, (await RunAsync("reproduce", path, "--data", Path.Combine(Folder, "none.csv"))).Code);
        Assert.Equal(2, (await RunAsync("reproduce", await RecordAsync("generated", GeneratedJob(), 1), "--data", Write("toy.csv", Csv))).Code);
        Assert.Empty(Service.Submitted);
    }

    [Fact]
    public async Task Reproduce_RunFails_SaysWhy()
    {
        var path = await RecordAsync("first", GeneratedJob(), 2);
        Service.OnWatch = (request, write, _) => write(new() { Revision = 41, Run = new() { Name = request.Name, State = RunState.Failed, StateReason = "out of memory" } });

        var outcome = await RunAsync("reproduce", path);

        Assert.Equal(1, outcome.Code);
        Assert.EndsWith("runs/7 failed: out of memory; nothing can be compared", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reproduce_NoRecording_SaysSo()
    {
        var outcome = await RunAsync("reproduce", Path.Combine(Folder, "none.parquet"));

        Assert.Equal(1, outcome.Code);
        Assert.Contains("none.parquet", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("reproduce", Write("poem.parquet", "I am a poem."))).Code);
        Assert.Equal(2, (await RunAsync("reproduce", "")).Code);
    }

    private static Job GeneratedJob() => new()
    {
        Name = "toy",
        Data = new() { Generate = new() { Xor = new() { Samples = 9 } } },
        Training = new() { Epochs = 5 },
    };

    private static Job FileJob() => new() { Name = "toy", Data = new() { Dataset = $"datasets/{s_sha256}", Label = "y" }, Training = new() { Epochs = 5 } };

    /// <summary>Writes a sealed recording whose values follow from the epoch; at epoch 3 something may be changed.</summary>
    private async Task<string> RecordAsync(string name, Job job, int epochs, double elapsed = 1, Action<EpochRow, RecordingSchema>? change = null)
    {
        LayerRecord[] layers =
        [
            new(new LayerInfo { Name = "input", Kind = "input", Shape = { 2 } }, null, null, 2, Saturation: false),
            new(new LayerInfo { Name = "output", Kind = "dense", Shape = { 1 }, Activation = "linear" }, [1, 2], [1], 1, Saturation: false),
        ];
        var manifest = new Manifest { FormatVersion = 1, Run = "runs/1", Software = name, Job = job, Layers = { layers.Select(layer => layer.Layer) } };
        manifest.Columns.AddRange(StandardColumns.For(layers, ["rmse"], 2));
        var live = Path.Combine(Folder, name);
        await using (var writer = RecordingWriter.Create(live, manifest))
        {
            for (var epoch = 0; epoch < epochs; epoch++)
            {
                var row = writer.Rent();
                (row.Epoch, row.Step, row.ElapsedSeconds) = (epoch, epoch * 2, elapsed);
                row.Floats(writer.Schema["output.weight"]).Fill(epoch + 0.25f);
                row.Findings = epoch == 1 ? "[]" : null;
                if (epoch == 3) change?.Invoke(row, writer.Schema);
                writer.Write(row);
            }

            await writer.CompleteAsync().DefaultTimeout();
        }

        return (await Sealer.RecoverAsync(live, live + ".parquet").DefaultTimeout()).Path;
    }
}
