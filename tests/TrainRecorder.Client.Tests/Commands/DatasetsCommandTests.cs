using Grpc.Core;
using TrainRecorder.Client.Tests.Infrastructure;

namespace TrainRecorder.Client.Tests.Commands;

public sealed class DatasetsCommandTests : ClientFixture
{
    [Fact]
    public async Task Upload_ThatBreaksOnTheWay_GoesOnWhereItStopped()
    {
        var text = new string('x', 700_000);
        var file = Write("data.csv", text);
        var chunks = 0;
        Service.OnUploaded = _ =>
        {
            if (++chunks == 2) throw FakeService.Failure(StatusCode.Unavailable, "broken");
        };

        var outcome = await RunAsync(new ImpatientTime(), ["datasets", "upload", file, "--server", Url]);

        Assert.Equal(0, outcome.Code);
        Assert.StartsWith("datasets/", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(text.Length, Assert.Single(Service.Datasets).Value.Length);
        // Three chunks of 256 KiB: none was sent twice.
        Assert.Equal((3, 2), (chunks, Service.Uploads));
    }

    [Fact]
    public async Task Show_ADataset_TellsColumnsRangesAndRows()
    {
        var outcome = await RunAsync("datasets", "show", "abc", "--rows", "2");

        Assert.Equal(
            """
            dataset  datasets/abc
            name     data.csv
            format   csv
            size     2 KiB
            rows     2

            COLUMN  TYPE    DISTINCT  MIN  MEAN  MAX  LONGEST
            x       number         2   -1  0.75  2.5
            y       text    > 10,000                        3

            x  y
            0  abc
            1  abc
            """.ReplaceLineEndings("\n"),
            outcome.Output);
    }

    [Fact]
    public async Task List_Datasets_ShowsThem()
    {
        Assert.StartsWith("no datasets yet", (await RunAsync("datasets", "list")).Error, StringComparison.Ordinal);
        Service.Datasets["datasets/abc"] = new byte[2048];

        var lines = (await RunAsync("datasets", "list")).Output.Split('\n');

        Assert.Equal("abc      data.csv     0        0  2 KiB", lines[1].TrimEnd());
    }

    [Fact]
    public async Task Show_ByTheBeginningOfAName_IsTheOneThatBeginsSo()
    {
        var (first, second) = ("a1" + new string('0', 62), "a2" + new string('0', 62));
        Service.Datasets["datasets/" + first] = Service.Datasets["datasets/" + second] = new byte[10];

        Assert.Contains($"datasets/{second}", (await RunAsync("datasets", "show", "a2")).Output, StringComparison.Ordinal);
        Assert.Equal(new Outcome(1, "", "2 datasets begin with a; write more of it"), await RunAsync("datasets", "show", "a"));
        Assert.Contains("a10000000000  ", (await RunAsync("datasets", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_OfADatasetThatIsNeeded_SaysByWhat()
    {
        Service.IsDataNeeded = true;

        Assert.Equal(new Outcome(1, "", "runs/7 still need it"), await RunAsync("datasets", "delete", "abc"));
    }

    [Fact]
    public async Task Upload_OfNoFile_IsWrongUsage() => Assert.Equal(2, (await RunAsync("datasets", "upload", Path.Combine(Folder, "none.csv"))).Code);
}
