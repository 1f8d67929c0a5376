using System.Collections.Concurrent;
using TrainRecorder.Client.Datasets;
using TrainRecorder.Client.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Tests.Commands;

/// <summary>Every file that a job names is uploaded, in the format that its name says.</summary>
public sealed class SubmitFilesTests : ClientFixture
{
    [Theory]
    [InlineData("a.csv", "csv")]
    [InlineData("a.data", "csv")]
    [InlineData("a.TSV", "tsv")]
    [InlineData("a.tab", "tsv")]
    [InlineData("a.parquet", "parquet")]
    [InlineData("a.pq", "parquet")]
    [InlineData("a.npy", "npy")]
    [InlineData("a.b.npz", "npz")]
    [InlineData("a.idx", "idx")]
    [InlineData("train-images-idx3-ubyte", "idx")]
    [InlineData("train-images.idx3-ubyte", "idx")]
    [InlineData("t10k-labels-idx1-ubyte.gz", "idx")]
    public void Of_AName_IsItsFormat(string name, string format) => Assert.Equal(format, DataFormat.Of(name));

    [Fact]
    public async Task Submit_EveryFileOfAJob_IsUploadedInItsFormat()
    {
        var headers = new ConcurrentQueue<DatasetHeader>();
        Service.OnUpload = headers.Enqueue;
        foreach (var name in (string[])["images.idx", "labels.npy", "more.parquet", "theirs.tsv", "w.npz"]) Write(name, name);
        var job = Write("job.json", """
            {
              "data": { "file": "images.idx", "label_file": "labels.npy", "validation_file": "more.parquet", "validation_label_file": "theirs.tsv" },
              "network": { "shape": [2, 2], "initial_weights": "w.npz" }
            }
            """);

        Assert.Equal(0, (await RunAsync("submit", job)).Code);

        Assert.Equal(
            [("images.idx", "idx"), ("labels.npy", "npy"), ("more.parquet", "parquet"), ("theirs.tsv", "tsv"), ("w.npz", "weights")],
            headers.Select(header => (header.DisplayName, header.Format)));
        var sent = Assert.Single(Service.Submitted).Job;
        Assert.Equal(
            ["images.idx", "labels.npy", "more.parquet", "theirs.tsv", "w.npz"],
            new[] { sent.Data.Dataset, sent.Data.LabelDataset, sent.Data.ValidationDataset, sent.Data.ValidationLabelDataset, sent.Network.InitialWeights }
                .Select(name => System.Text.Encoding.UTF8.GetString(Service.Datasets[name])));
        Assert.Equal(("", "", ""), (sent.Data.LabelFile, sent.Data.ValidationFile, sent.Data.ValidationLabelFile));
    }

    [Fact]
    public async Task Submit_FaultsOfSeveralFiles_AreToldAtOnceAsTheJobNamesThem()
    {
        Write("bad.csv", "bad");
        Write("x.csv", "x");
        Service.OnUpload = header =>
        {
            if (header.DisplayName == "bad.csv") throw FakeService.Bad(("row 3, column x", "The value is missing."));
        };
        Service.OnSubmit = _ => throw FakeService.Bad(("data.validation_dataset", "There is no column 'y'."));
        var job = Write("job.json", """
            {
              "data": { "file": "bad.csv", "label": "y", "validation_file": "x.csv", "label_file": "x.csv", "label_dataset": "datasets/1" },
              "network": { "shape": [2, 2], "initial_weights": "gone.npz" }
            }
            """);

        var outcome = await RunAsync("submit", job);

        Assert.Equal(1, outcome.Code);
        Assert.Contains("data.file: row 3, column x: The value is missing.", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("data.validation_file: There is no column 'y'.", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("data.label_file: data.label_dataset is given too; give one of them.", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("network.initial_weights: There is no such file beside the job", outcome.Error, StringComparison.Ordinal);
    }
}
