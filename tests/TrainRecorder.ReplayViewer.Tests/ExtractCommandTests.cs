using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Tests.Samples;

namespace TrainRecorder.ReplayViewer.Tests;

/// <summary><c>replay extract</c>.</summary>
public sealed class ExtractCommandTests(RecordingFixture recordings) : IClassFixture<RecordingFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Extract_Npy_HasTheBitsOfTheEpoch()
    {
        Replay replay = await Replay.RunAsync("extract", recordings.Sealed, "--tensor", "hidden1.weight", "--epoch", "3", "-o", _folder["w.npy"]);

        Assert.Equal((0, ""), (replay.ExitCode, replay.Errors));
        byte[] file = await File.ReadAllBytesAsync(_folder["w.npy"]);
        byte[] expected = await BytesAsync("hidden1.weight", 3);
        Assert.Equal(expected, file[^expected.Length..]);
        Assert.Contains("hidden1.weight of epoch 3", replay.Output, StringComparison.Ordinal);
        Assert.Equal(["w.npy"], _folder.Names());
    }

    [Fact]
    public async Task Extract_WithoutEpoch_TakesTheLastOneAlsoOfALiveFolder()
    {
        Replay replay = await Replay.RunAsync("extract", recordings.Live, "--tensor", "output.weight", "-o", _folder["w.csv"]);

        Assert.Equal(0, replay.ExitCode);
        Assert.Contains("of epoch 5", replay.Output, StringComparison.Ordinal);
        float[] numbers = [.. (await File.ReadAllTextAsync(_folder["w.csv"])).Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(text => float.Parse(text, CultureInfo.InvariantCulture))];
        Assert.Equal(await BytesAsync("output.weight", 5), MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray());
    }

    [Fact]
    public async Task Extract_SeveralToSafetensors_EachIsAtItsOffset()
    {
        Replay replay = await Replay.RunAsync("extract", recordings.Sealed, "--tensor", "*.weight", "--tensor", "hidden1.summary", "--epoch", "1", "-o", _folder["w.safetensors"]);

        Assert.Equal(0, replay.ExitCode);
        byte[] file = await File.ReadAllBytesAsync(_folder["w.safetensors"]);
        int start = 8 + BitConverter.ToInt32(file);
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, start - 8));
        Assert.Equal(["__metadata__", "hidden1.summary", "hidden1.weight", "output.weight"], header.RootElement.EnumerateObject().Select(entry => entry.Name).Order(StringComparer.Ordinal));
        foreach (string name in new[] { "hidden1.weight", "output.weight" })
        {
            int[] offsets = [.. header.RootElement.GetProperty(name).GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32())];
            Assert.Equal(await BytesAsync(name, 1), file[(start + offsets[0])..(start + offsets[1])]);
        }

        Assert.Equal(0, header.RootElement.GetProperty("hidden1.summary").GetProperty("data_offsets")[0].GetInt32());
    }

    [Fact]
    public async Task Extract_SeveralToNpz_IsAnArchiveOfArraysWithTheSameBytesEachTime()
    {
        Assert.Equal(0, (await Replay.RunAsync("extract", recordings.Sealed, "--tensor", "*.saturation", "-o", _folder["a.npz"])).ExitCode);
        Assert.Equal(0, (await Replay.RunAsync("extract", recordings.Sealed, "--tensor", "*.saturation", "-o", _folder["b.npz"])).ExitCode);

        Assert.Equal(await File.ReadAllBytesAsync(_folder["a.npz"]), await File.ReadAllBytesAsync(_folder["b.npz"]));
        using ZipArchive archive = ZipFile.OpenRead(_folder["a.npz"]);
        // The output cannot saturate: what was not recorded is left out where a pattern named it.
        Assert.Equal(["hidden1.saturation.npy"], archive.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public async Task Extract_Units_AreRowsOfTheTensor()
    {
        Assert.Equal(0, (await Replay.RunAsync("extract", recordings.Sealed, "--tensor", "hidden1.weight", "--units", "4..5", "--epoch", "2", "-o", _folder["w.csv"])).ExitCode);

        using RecordingReader reader = await RecordingReader.OpenAsync(recordings.Sealed);
        float[] expected = (await reader.ReadUnitsAsync("hidden1.weight", 2, 4, 2))!;
        string[] lines = await File.ReadAllLinesAsync(_folder["w.csv"]);
        Assert.Equal(2, lines.Length);
        Assert.Equal(expected, lines.SelectMany(line => line.Split(',')).Select(text => float.Parse(text, CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(1, "no column 'hidden9.weight'", "--tensor hidden9.weight -o w.npy")]
    [InlineData(1, "no tensor that matches 'x*'", "--tensor x* -o w.npz")]
    [InlineData(1, "epoch", "--tensor hidden1.weight --epoch 77 -o w.npy")]
    [InlineData(1, "was not recorded at epoch 2", "--tensor output.saturation --epoch 2 -o w.npy")]
    [InlineData(1, "is a double, not a tensor", "--tensor train.loss -o w.npy")]
    [InlineData(1, "units 0 to 31", "--tensor hidden1.weight --units 30..32 -o w.npy")]
    [InlineData(1, "axis of units", "--tensor hidden1.summary --units 0..1 -o w.npy")]
    [InlineData(2, "--output must end in", "--tensor hidden1.weight -o w.txt")]
    [InlineData(2, "holds one tensor", "--tensor hidden1.weight --tensor output.weight -o w.npy")]
    [InlineData(2, "holds one tensor", "--tensor * -o w.csv")]
    [InlineData(2, "--epoch must be a whole number", "--tensor hidden1.weight --epoch -1 -o w.npy")]
    [InlineData(2, "--units must be two whole numbers", "--tensor hidden1.weight --units 5..4 -o w.npy")]
    [InlineData(2, "--tensor", "-o w.npy")]
    [InlineData(2, "--output", "--tensor hidden1.weight")]
    [InlineData(2, "does not exist", "--tensor hidden1.weight -o nowhere/w.npy")]
    public async Task Extract_WhatCannotBe_SaysWhyInOneLineAndWritesNothing(int exitCode, string message, string line)
    {
        string[] words = [.. line.Split(' ').Select(word => word.Contains("w.", StringComparison.Ordinal) && !word.Contains("hidden", StringComparison.Ordinal) ? _folder[word] : word)];

        Replay replay = await Replay.RunAsync(["extract", recordings.Sealed, .. words]);

        Assert.Equal(exitCode, replay.ExitCode);
        Assert.Contains(message, replay.Error(), StringComparison.Ordinal);
        Assert.Empty(_folder.Names());
    }

    private async Task<byte[]> BytesAsync(string path, int epoch)
    {
        using RecordingReader reader = await RecordingReader.OpenAsync(recordings.Sealed);
        return MemoryMarshal.AsBytes((await reader.ReadFloatsAsync(path, epoch))!.AsSpan()).ToArray();
    }
}
