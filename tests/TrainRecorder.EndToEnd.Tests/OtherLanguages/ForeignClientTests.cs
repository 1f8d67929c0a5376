using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Grpc.Core;
using TrainRecorder.Recording;
using TrainRecorder.V1;

namespace TrainRecorder.EndToEnd.Tests.OtherLanguages;

/// <summary>What the contract promises holds for clients that grpc-dotnet had no hand in.</summary>
[Collection(ForeignClient.Collection)]
public sealed class ForeignClientTests(ForeignService service) : IClassFixture<ForeignService>
{
    public static TheoryData<string> Languages => [.. ForeignClient.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Submit_TwiceWronglyAndWithoutAToken_IsAnsweredAsTheContractSays(string language)
    {
        var seen = await RunAsync(language, "submit");

        Assert.Equal(Text(seen["runs"]![0]), Text(seen["runs"]![1]));
        Assert.Equal("INVALID_ARGUMENT", Text(seen["refused"]));
        Assert.Equal(["data", "network.shape", "training.epochs"], seen["fields"]!.AsArray().Select(Text));
        Assert.Equal("UNAUTHENTICATED", Text(seen["stranger"]));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Watch_WhoseConnectionIsCut_SeesEveryChangeOnceAndInOrder(string language)
    {
        await using var proxy = new CuttingProxy(new Uri(service.Process.Url), bytes: 3_000);

        var seen = await RunAsync(language, "watch", proxy);

        Assert.True(Number(seen["breaks"]) >= 1, "the connection was never cut");
        Assert.Equal(Enumerable.Range(0, 13), seen["epochs"]!.AsArray().Select(Number));
        Assert.Equal("RUN_STATE_SUCCEEDED", Text(seen["state"]));
        Assert.Equal(await RevisionsAsync(Text(seen["run"])), seen["revisions"]!.AsArray().Select(revision => (long)Number(revision)));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Cancel_OfARunAndOfACall_EndsEachAsItShould(string language)
    {
        var seen = await RunAsync(language, "cancel");

        Assert.Equal("RUN_STATE_CANCELLED", Text(seen["state"]));
        Assert.Equal("CANCELLED", Text(seen["left"]));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Deadline_OfAWatchAndOfAnIdleUpload_IsExceeded_AndTheRunGoesOn(string language)
    {
        var seen = await RunAsync(language, "deadline");

        Assert.Equal("DEADLINE_EXCEEDED", Text(seen["watched"]));
        Assert.Contains(Text(seen["state"]), (string[])["RUN_STATE_QUEUED", "RUN_STATE_STARTING", "RUN_STATE_RUNNING"]);
        Assert.Equal("DEADLINE_EXCEEDED", Text(seen["idle"]));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Oversize_OfMessageJobFileAndChunk_IsRefusedWithItsCode(string language)
    {
        var seen = await RunAsync(language, "oversize");

        Assert.Equal("RESOURCE_EXHAUSTED", Text(seen["message"]));
        Assert.Equal("INVALID_ARGUMENT", Text(seen["job"]));
        Assert.Equal("RESOURCE_EXHAUSTED", Text(seen["file"]));
        Assert.Equal("INVALID_ARGUMENT", Text(seen["chunk"]));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Upload_WhoseConnectionIsCut_GoesOnWhereItWas(string language)
    {
        // More than HTTP/2 lets a sender have on its way at once: some of it has been taken in before the cut.
        await using var proxy = new CuttingProxy(new Uri(service.Process.Url), bytes: 2_000_000);

        var seen = await RunAsync(language, "upload", proxy);

        Assert.Equal("DATA_LOSS", Text(seen["spoilt"]));
        Assert.True(Number(seen["breaks"]) >= 1, "the connection was never cut");
        var offsets = seen["offsets"]!.AsArray().Select(Number).ToList();
        Assert.True(offsets[^1] > 0, "it was sent anew from its beginning");
        Assert.Equal(offsets.Order(), offsets);
        Assert.Equal("datasets/" + Text(seen["sha256"]), Text(seen["name"]));
        Assert.Equal(250_000, Number(seen["rows"]));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Download_WhoseConnectionIsCut_IsTheSealedFileToTheByte(string language)
    {
        await using var proxy = new CuttingProxy(new Uri(service.Process.Url), bytes: 60_000);

        var seen = await RunAsync(language, "download", proxy);

        Assert.True(Number(seen["breaks"]) >= 1, "the connection was never cut");
        Assert.True(seen["checksums"]!.GetValue<bool>(), "a part did not have its checksum");
        var file = await File.ReadAllBytesAsync(Text(seen["file"]));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), Text(seen["told"]));
        Assert.Equal(Text(seen["told"]), Text(seen["sha256"]));
        Assert.Empty(await Verifier.VerifyAsync(Text(seen["file"])));
        using var recording = await RecordingReader.OpenAsync(Text(seen["file"]));
        var weights = await recording.ReadFloatsAsync("hidden1.weight", 4);
        Assert.NotNull(weights);
        Assert.Equal(Convert.ToHexStringLower(MemoryMarshal.AsBytes(weights.AsSpan())), Text(seen["tensor"]));
    }

    /// <summary>The revisions of a run's changes, as one undisturbed stream has them.</summary>
    private async Task<List<long>> RevisionsAsync(string run)
    {
        var revisions = new List<long>();
        using var call = service.Process.Training.WatchRun(new WatchRunRequest { Name = run, StartRevision = 1 });
        await foreach (var change in call.ResponseStream.ReadAllAsync())
        {
            if (change.Run is not null || change.EpochsCommitted is not null) revisions.Add(change.Revision);
        }

        return revisions;
    }

    private Task<JsonNode> RunAsync(string language, string scenario, CuttingProxy? proxy = null) =>
        ForeignClient.RunAsync(language, scenario, service.Process, service.Folder, proxy?.Address);

    private static string Text(JsonNode? node) => node!.GetValue<string>();

    private static int Number(JsonNode? node) => node!.GetValue<int>();
}
