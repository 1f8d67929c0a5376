using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Grpc.Core;
using TrainRecorder.Client.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Tests.Commands;

public sealed class DownloadCommandTests : ClientFixture
{
    public DownloadCommandTests()
    {
        Service.Recording = RandomNumberGenerator.GetBytes(123_456);
        Service.Runs["runs/7"] = new() { Name = "runs/7", State = RunState.Succeeded };
    }

    private string Target => Path.Combine(Folder, "a.parquet");

    private string Partial => Path.Combine(Folder, ".a.parquet.7.part");

    [Fact]
    public async Task Download_SealedRun_WritesTheFileWhole()
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Service.Recording));

        Assert.Equal(new Outcome(0, $"{Target}: 120.6 KiB, SHA-256 {sha256}", ""), await RunAsync("download", "7", "-o", Target));

        Assert.Equal(Service.Recording, File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task Download_Json_PrintsSizeAndHash()
    {
        var line = JsonNode.Parse((await RunAsync("download", "runs/7", "--output", Target, "--json")).Output)!;

        Assert.Equal(("runs/7", "123456"), ((string?)line["run"], (string?)line["size"]));
    }

    [Fact]
    public async Task Download_ConnectionBreaks_GoesOnAtTheOffset()
    {
        Service.OnChunk = at =>
        {
            if (at == 50_000 && Service.Downloads.Count == 1) throw FakeService.Failure(StatusCode.Unavailable, "broken");
        };

        Assert.Equal(0, (await RunAsync(new ImpatientTime(), ["download", "7", "-o", Target, "--server", Url])).Code);

        Assert.Equal(Service.Recording, File.ReadAllBytes(Target));
        Assert.Equal([0, 50_000], Service.Downloads.Select(request => request.Offset));
    }

    [Fact]
    public async Task Download_PartOfAnEarlierTry_IsKept()
    {
        File.WriteAllBytes(Partial, Service.Recording[..40_000]);

        Assert.Equal(0, (await RunAsync("download", "7", "-o", Target)).Code);

        Assert.Equal(40_000, Assert.Single(Service.Downloads).Offset);
        Assert.Equal(Service.Recording, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task Download_PartLongerThanTheRecording_StartsAfresh()
    {
        File.WriteAllBytes(Partial, new byte[200_000]);

        Assert.Equal(0, (await RunAsync("download", "7", "-o", Target)).Code);

        Assert.Equal([200_000, 0], Service.Downloads.Select(request => request.Offset));
        Assert.Equal(Service.Recording, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task Download_PartOfSomethingElse_IsFoundOutAndRemoved()
    {
        File.WriteAllBytes(Partial, new byte[40_000]);
        File.WriteAllText(Target, "before");

        var outcome = await RunAsync("download", "7", "-o", Target);

        Assert.Equal(1, outcome.Code);
        Assert.Contains("it was removed, download it again", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("before", File.ReadAllText(Target));
        Assert.Equal(0, (await RunAsync("download", "7", "-o", Target)).Code);
        Assert.Equal(Service.Recording, File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task Download_ServiceBreaksForGood_SaysSoAndKeepsThePart()
    {
        Service.OnChunk = at =>
        {
            if (at >= 50_000) throw FakeService.Failure(StatusCode.Unavailable, "broken");
        };

        var outcome = await RunAsync(new ImpatientTime(), ["download", "7", "-o", Target, "--server", Url]);

        Assert.Equal(3, outcome.Code);
        Assert.Equal(50_000, new FileInfo(Partial).Length);
        Assert.False(File.Exists(Target));
    }

    [Fact]
    public async Task Download_NoSuchFolder_SaysSo()
    {
        var outcome = await RunAsync("download", "7", "-o", Path.Combine(Folder, "none", "a.parquet"));

        Assert.Equal(1, outcome.Code);
        Assert.Contains("Could not find a part of the path", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_DamagedOnTheService_SaysSo()
    {
        Service.OnChunk = _ => throw FakeService.Failure(StatusCode.DataLoss, "the file is damaged");

        Assert.Equal(new Outcome(1, "", "the file is damaged"), await RunAsync("download", "7", "-o", Target));
    }
}
