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
    }

    [Theory]
    [InlineData("info")]
    [InlineData("verify")]
    [InlineData("render")]
    public async Task AnyCommand_BadFile_SaysSoInOneLineAndIsBad(string command)
    {
        byte[] good = await File.ReadAllBytesAsync(recordings.Sealed);
        await File.WriteAllBytesAsync(_folder["truncated.parquet"], good[..(good.Length / 2)]);
        await File.WriteAllTextAsync(_folder["foreign.parquet"], "I am a poem.");
        await File.WriteAllBytesAsync(_folder["empty.parquet"], []);
        Directory.CreateDirectory(_folder["folder"]);
        string[] more = command == "render" ? ["-o", _folder["out.png"]] : [];

        foreach (string name in new[] { "truncated.parquet", "foreign.parquet", "empty.parquet", "missing.parquet", "folder" })
        {
            Replay replay = await Replay.RunAsync([command, _folder[name], .. more]);

            Assert.Equal(1, replay.ExitCode);
            Assert.StartsWith("replay: ", replay.Error(), StringComparison.Ordinal);
            Assert.False(File.Exists(_folder["out.png"]));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("draw x")]
    [InlineData("info")]
    [InlineData("verify")]
    [InlineData("info a b")]
    [InlineData("verify a --deep")]
    public async Task AnyCommand_WrongWords_IsWrongUsage(string line)
    {
        Replay replay = await Replay.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, replay.ExitCode);
        Assert.All(replay.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries), error => Assert.StartsWith("replay: ", error, StringComparison.Ordinal));
        Assert.NotEmpty(replay.Errors);
    }

    [Fact]
    public async Task Help_IsGood() => Assert.Contains("render", (await Replay.RunAsync("--help")).Output, StringComparison.Ordinal);
}
