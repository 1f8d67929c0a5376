using System.Text.Json;
using TrainRecorder.ReplayViewer.Tests.Samples;

namespace TrainRecorder.ReplayViewer.Tests;

/// <summary><c>info</c>, <c>verify</c>, and what all commands share.</summary>
public sealed class ReadCommandTests(RecordingFixture recordings) : IClassFixture<RecordingFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Info_Sealed_SaysWhatIsThere()
    {
        Replay replay = await Replay.RunAsync("info", recordings.Sealed);

        Assert.Equal(0, replay.ExitCode);
        Assert.Contains("6 (0 to 5)", replay.Output, StringComparison.Ordinal);
        Assert.Contains("sealed", replay.Output, StringComparison.Ordinal);
        Assert.Contains("hidden1", replay.Output, StringComparison.Ordinal);
        Assert.Contains("validation.accuracy", replay.Output, StringComparison.Ordinal);
        Assert.Empty(replay.Errors);
    }

    [Fact]
    public async Task Info_Json_IsReadByScripts()
    {
        Replay replay = await Replay.RunAsync("info", recordings.Live, "--json");

        Assert.Equal(0, replay.ExitCode);
        JsonElement info = JsonDocument.Parse(replay.Output).RootElement;
        Assert.False(info.GetProperty("sealed").GetBoolean());
        Assert.Equal(6, info.GetProperty("epochs").GetInt32());
        Assert.Equal(64 * 32 + 32 + 32 * 10 + 10, info.GetProperty("parameters").GetInt32());
        Assert.Equal([64, 32, 10], info.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("shape")[0].GetInt32()));
        Assert.True(info.GetProperty("metrics").GetProperty("validation.loss").GetDouble() < 1);
    }

    [Fact]
    public async Task Verify_Good_SaysSo()
    {
        Assert.Equal(0, (await Replay.RunAsync("verify", recordings.Sealed)).ExitCode);
        Assert.Equal(0, (await Replay.RunAsync("verify", recordings.Live)).ExitCode);
    }

    [Fact]
    public async Task Verify_OneBitTurned_IsBad()
    {
        byte[] bytes = await File.ReadAllBytesAsync(recordings.Sealed);
        bytes[bytes.Length / 3] ^= 1;
        await File.WriteAllBytesAsync(_folder["bad.parquet"], bytes);

        Replay replay = await Replay.RunAsync("verify", _folder["bad.parquet"]);

        Assert.Equal(1, replay.ExitCode);
        Assert.NotEmpty(replay.Errors);
        Assert.Empty(replay.Output);

        Replay asJson = await Replay.RunAsync("verify", _folder["bad.parquet"], "--json");
        Assert.Equal((1, ""), (asJson.ExitCode, asJson.Errors));
        JsonElement result = JsonDocument.Parse(asJson.Output).RootElement;
        Assert.False(result.GetProperty("good").GetBoolean());
        Assert.Contains("bad.parquet", Assert.Single(result.GetProperty("faults").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_GoodAsJson_HasNoFaults()
    {
        Replay replay = await Replay.RunAsync("verify", recordings.Sealed, "--json");

        Assert.Equal(0, replay.ExitCode);
        JsonElement result = JsonDocument.Parse(replay.Output).RootElement;
        Assert.True(result.GetProperty("good").GetBoolean());
        Assert.Equal(recordings.Sealed, result.GetProperty("file").GetString());
        Assert.Empty(result.GetProperty("faults").EnumerateArray());
    }

    [Theory]
    [InlineData("info")]
    [InlineData("verify")]
    public async Task AnyCommand_EmptyName_IsWrongUsage(string command)
    {
        Replay replay = await Replay.RunAsync(command, "");

        Assert.Equal(2, replay.ExitCode);
        Assert.Contains("FILE must not be empty", replay.Error(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("info")]
    [InlineData("verify")]
    [InlineData("render")]
    [InlineData("extract")]
    public async Task AnyCommand_BadFile_SaysSoInOneLineAndIsBad(string command)
    {
        byte[] good = await File.ReadAllBytesAsync(recordings.Sealed);
        await File.WriteAllBytesAsync(_folder["truncated.parquet"], good[..(good.Length / 2)]);
        await File.WriteAllTextAsync(_folder["foreign.parquet"], "I am a poem.");
        await File.WriteAllBytesAsync(_folder["empty.parquet"], []);
        Directory.CreateDirectory(_folder["folder"]);
        string[] more = command switch
        {
            "render" => ["-o", _folder["out.png"]],
            "extract" => ["--tensor", "hidden1.weight", "-o", _folder["out.png"].Replace(".png", ".npy", StringComparison.Ordinal)],
            _ => [],
        };

        foreach (string name in new[] { "truncated.parquet", "foreign.parquet", "empty.parquet", "missing.parquet", "folder" })
        {
            Replay replay = await Replay.RunAsync([command, _folder[name], .. more]);

            Assert.Equal(1, replay.ExitCode);
            Assert.StartsWith("replay: ", replay.Error(), StringComparison.Ordinal);
            Assert.DoesNotContain(_folder.Names(), file => file.Contains("out", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("draw x")]
    [InlineData("info")]
    [InlineData("verify")]
    [InlineData("info a b")]
    [InlineData("verify a --deep")]
    [InlineData("extract a")]
    [InlineData("recover a")]
    public async Task AnyCommand_WrongWords_IsWrongUsage(string line)
    {
        Replay replay = await Replay.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, replay.ExitCode);
        Assert.All(replay.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries), error => Assert.StartsWith("replay: ", error, StringComparison.Ordinal));
        Assert.NotEmpty(replay.Errors);
    }

    [Fact]
    public async Task Help_IsGoodAndSaysWhatExitCodesMean()
    {
        Replay replay = await Replay.RunAsync("--help");

        Assert.Equal(0, replay.ExitCode);
        Assert.Contains("render", replay.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes: 0 good; 1 the recording is missing or bad", replay.Output, StringComparison.Ordinal);
    }
}
