using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Page;
using TrainRecorder.Scene.Tests.Synthetic;
using TrainRecorder.ReplayViewer.Tests.Samples;
using TrainRecorder.V1;

namespace TrainRecorder.ReplayViewer.Tests.Page;

/// <summary>What <c>replay serve</c> answers, and to whom.</summary>
public sealed class ServeTests(RecordingFixture recordings) : IClassFixture<RecordingFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SyntheticRun _run = SyntheticRun.Digits(epochs: 5);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Host", "evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("Host", "127.0.0.1:1", HttpStatusCode.MisdirectedRequest)]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    public async Task Get_FromSomewhereElse_IsRefused(string header, string value, HttpStatusCode expected)
    {
        await using ServedFiles served = await ServedFiles.StartAsync(recordings.Sealed);
        foreach (string path in new[] { "", "recordings", "recordings/0/document", "recordings/0/frames/1" })
        {
            using HttpRequestMessage request = new(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation(header, value);
            using HttpResponseMessage response = await served.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(expected, response.StatusCode);
            Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Get_ThePage_ComesWithAStrictPolicyAndNoMeta()
    {
        await using ServedFiles served = await ServedFiles.StartAsync(recordings.Sealed);
        using HttpResponseMessage response = await served.Client.GetAsync("", TestContext.Current.CancellationToken);

        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'sha256-", policy);
        Assert.EndsWith("; connect-src 'self'; frame-ancestors 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.DoesNotContain("Content-Security-Policy", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Post_Anything_IsRefused()
    {
        await using ServedFiles served = await ServedFiles.StartAsync(recordings.Sealed);
        using HttpResponseMessage response = await served.Client.PostAsync("recordings", content: null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Theory]
    [InlineData("recordings/1/document", 404)]
    [InlineData("recordings/-1/document", 404)]
    [InlineData("recordings/99999999999/document", 404)]
    [InlineData("recordings/0/frames/6", 404)]
    [InlineData("recordings/0/frames/1?sample=4", 404)]
    [InlineData("recordings/0/frames/1?sample=x", 400)]
    [InlineData("recordings/0/history?layer=1", 404)]
    [InlineData("recordings/0/history?layer=9&quantity=bias", 404)]
    [InlineData("recordings/0/history?layer=1&quantity=../output.bias", 404)]
    [InlineData("recordings/0/incoming?layer=1", 400)]
    [InlineData("recordings/0/incoming?layer=0&unit=0", 404)]
    [InlineData("recordings/0/incoming?layer=1&unit=32", 404)]
    [InlineData("recordings/0/edge?layer=1&source=64&target=0", 404)]
    [InlineData("recordings/0/ridges?layer=-1", 400)]
    [InlineData("recordings/..%2F..%2Fetc%2Fpasswd", 404)]
    [InlineData("../../etc/passwd", 404)]
    [InlineData("page.html", 404)]
    public async Task Get_WhatIsNotThere_SaysSo(string path, int expected)
    {
        await using ServedFiles served = await ServedFiles.StartAsync(recordings.Sealed);
        using HttpResponseMessage response = await served.Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(expected, (int)response.StatusCode);
    }

    [Fact]
    public async Task Frame_OfAnEpoch_HoldsWhatWasRecorded()
    {
        await using ServedFiles served = await ServedFiles.StartAsync(recordings.Sealed);

        Pack frame = await Pack.GetAsync(served, "recordings/0/frames/3?sample=2");

        Assert.Equal(_run.Frame(3).Layers[1].Weight, frame.Floats("hidden1.weight"));
        Assert.Equal(_run.Frame(3).Layers[1].Saturation, frame.Floats("hidden1.saturation"));
        Assert.Equal(_run.Frame(3).Layers[1].Bias, frame.Floats("hidden1.bias"));
        Assert.Equal(SyntheticPages.Activation(2, 5), frame.Floats("hidden1.activation")[5]);
        Assert.Equal(1, frame.Floats("hidden1.weight.histogram").Sum(), 1e-4);
        Assert.Equal(64, frame.Floats("input.mean_activation").Length);
    }

    /// <summary>While one scrubs only the lines that are drawn are sent; of a network that small, all of them are.</summary>
    [Fact]
    public async Task Frame_OfWhatIsDrawn_HoldsTheStrongestAndTheDensityOfAll()
    {
        SyntheticRun wide = SyntheticRun.Dense([120, 90, 4], epochs: 1);
        string file = _folder["wide.parquet"];
        await SyntheticRecording.WriteSealedAsync(wide, file);
        await using ServedFiles served = await ServedFiles.StartAsync(file);

        Pack frame = await Pack.GetAsync(served, "recordings/0/frames/1?drawn=1");

        float[] all = wide.Frame(1).Layers[1].Weight!, sent = frame.Floats("hidden1.weight");
        int drawn = EdgeBudget.Between(120, 90);
        Assert.Equal(all.Select(MathF.Abs).OrderDescending().Take(drawn), sent.Select(MathF.Abs).OrderDescending());
        Assert.Equal(2 * 48 * 48, frame.Floats("hidden1.weight.density").Length);
        Assert.Equal(wide.Frame(1).Layers[2].Weight, frame.Floats("output.weight"));
    }

    /// <summary>What a schedule left out at an epoch is as it was last recorded; histories hold what was recorded.</summary>
    [Fact]
    public async Task Frame_OfAnEpochThatWasLeftOut_IsAsLastRecorded()
    {
        await SyntheticRecording.WriteLiveAsync(_run, _folder["sparse"], manifest =>
        {
            manifest.Job.Training = new Training { Epochs = 5 };
            foreach (ColumnInfo column in manifest.Columns.Where(column => column.Path is "hidden1.weight" or "hidden1.saturation" or "hidden1.summary"))
                column.Schedule = "every 3";
        });
        await using ServedFiles served = await ServedFiles.StartAsync(_folder["sparse"]);

        Pack frame = await Pack.GetAsync(served, "recordings/0/frames/4");
        Assert.Equal(_run.Frame(3).Layers[1].Weight, frame.Floats("hidden1.weight"));
        Assert.Equal(_run.Frame(3).Layers[1].Saturation, frame.Floats("hidden1.saturation"));
        Assert.Equal(_run.Frame(4).Layers[2].Weight, frame.Floats("output.weight"));
        foreach (string history in new[] { "history?layer=1&quantity=saturation", "edge?layer=1&source=5&target=9" })
        {
            Pack recorded = await Pack.GetAsync(served, $"recordings/0/{history}");
            Assert.Equal([0, 3, 5], recorded.Floats("epochs"));
        }
        JsonElement schedules = (await Pack.GetAsync(served, "recordings/0/document")).Header.GetProperty("schedules");
        Assert.Equal(["hidden1.saturation", "hidden1.weight"], schedules.EnumerateObject().Select(schedule => schedule.Name).Order());
        Assert.Equal(3, schedules.GetProperty("hidden1.weight").GetProperty("every").GetInt32());
        Assert.Equal(5, schedules.GetProperty("hidden1.weight").GetProperty("last").GetInt32());
    }

    [Fact]
    public async Task Histories_HoldEveryEpoch()
    {
        await using ServedFiles served = await ServedFiles.StartAsync(recordings.Live);

        Pack saturation = await Pack.GetAsync(served, "recordings/0/history?layer=1&quantity=saturation");
        Assert.Equal([0, 1, 2, 3, 4, 5], saturation.Floats("epochs"));
        Assert.Equal(_run.Frame(4).Layers[1].Saturation, saturation.Floats("values")[(4 * 32)..(5 * 32)]);

        Pack incoming = await Pack.GetAsync(served, "recordings/0/incoming?layer=1&unit=17");
        Assert.Equal(_run.Frame(2).Layers[1].Weight![(17 * 64)..(18 * 64)], incoming.Floats("values")[(2 * 64)..(3 * 64)]);

        Pack edge = await Pack.GetAsync(served, "recordings/0/edge?layer=2&source=5&target=9");
        Assert.Equal(Enumerable.Range(0, 6).Select(epoch => _run.Frame(epoch).Layers[2].Weight![9 * 32 + 5]), edge.Floats("values"));

        Pack ridges = await Pack.GetAsync(served, "recordings/0/ridges?layer=1");
        Assert.Equal(6 * LinkFacts.Bins, ridges.Floats("values").Length);
    }

    [Fact]
    public async Task Folder_WithSeveral_ListsThemAndWhatIsWrongWithOne()
    {
        File.Copy(recordings.Sealed, _folder["b.parquet"]);
        await SyntheticRecording.WriteLiveAsync(_run, _folder["a-live"]);
        await File.WriteAllTextAsync(_folder["c.parquet"], "not a recording", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_folder["notes.txt"], "nothing", TestContext.Current.CancellationToken);
        await using ServedFiles served = await ServedFiles.StartAsync(_folder.Path);

        PageListing listing = JsonSerializer.Deserialize(
            await served.Client.GetByteArrayAsync("recordings", TestContext.Current.CancellationToken), PageJson.Default.PageListing)!;

        Assert.Equal(["b.parquet", "c.parquet", "a-live"], listing.Recordings.Select(entry => entry.Name));
        Assert.Equal([6, 0, 6], listing.Recordings.Select(entry => entry.Epochs));
        Assert.Equal([false, false, true], listing.Recordings.Select(entry => entry.Live));
        Assert.NotNull(listing.Recordings[1].Fault);
        Assert.False(listing.Compare);
        Assert.DoesNotContain(_folder.Path, JsonSerializer.Serialize(listing.Recordings.Select(entry => entry.Name)));
    }

    [Theory]
    [InlineData("--port", "0")]
    [InlineData("--port", "70000")]
    [InlineData("--port", "x")]
    public async Task Serve_PortThatIsNone_IsUsage(string option, string value)
    {
        Replay replay = await Replay.RunAsync("serve", recordings.Sealed, option, value, "--no-open");
        Assert.Equal(2, replay.ExitCode);
        Assert.Contains("--port must be a number from 1 to 65535", replay.Error());
    }

    [Fact]
    public async Task Serve_NothingThere_IsBad()
    {
        PageFiles.Need();
        Replay replay = await Replay.RunAsync("serve", _folder["none.parquet"], "--no-open");
        Assert.Equal(1, replay.ExitCode);
        Assert.Contains("none.parquet", replay.Error());
    }

    /// <summary>An answer that holds tensors.</summary>
    private sealed record Pack(JsonElement Header, byte[] Data)
    {
        public static async Task<Pack> GetAsync(ServedFiles served, string path)
        {
            byte[] answer = await served.Client.GetByteArrayAsync(path, TestContext.Current.CancellationToken);
            int length = BinaryPrimitives.ReadInt32LittleEndian(answer);
            Assert.Equal(0, length % 4);
            return new Pack(JsonDocument.Parse(answer.AsMemory(4, length)).RootElement, answer[(4 + length)..]);
        }

        public float[] Floats(string name)
        {
            JsonElement tensor = Header.GetProperty("tensors").GetProperty(name);
            Assert.Equal("f32", tensor.GetProperty("type").GetString());
            int count = tensor.GetProperty("shape").EnumerateArray().Aggregate(1, (product, axis) => product * axis.GetInt32());
            return MemoryMarshal.Cast<byte, float>(Data.AsSpan(tensor.GetProperty("offset").GetInt32(), 4 * count)).ToArray();
        }
    }
}
