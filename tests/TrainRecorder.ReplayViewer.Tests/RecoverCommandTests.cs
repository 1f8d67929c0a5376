using TrainRecorder.ReplayViewer.Tests.Samples;

namespace TrainRecorder.ReplayViewer.Tests;

/// <summary><c>replay recover</c>.</summary>
public sealed class RecoverCommandTests(RecordingFixture recordings) : IClassFixture<RecordingFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Recover_FolderOfAKilledService_IsTheSealedFile()
    {
        // What a kill leaves: a segment that was being written.
        string live = Copy();
        await File.WriteAllTextAsync(Path.Combine(live, "segment.a1.tmp"), "half a segment");
        string[] before = Names(live);

        Replay replay = await Replay.RunAsync("recover", live, "-o", _folder["run.parquet"]);

        Assert.Equal((0, ""), (replay.ExitCode, replay.Errors));
        Assert.Contains("epochs 0 to 5", replay.Output, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllBytesAsync(recordings.Sealed), await File.ReadAllBytesAsync(_folder["run.parquet"]));
        Assert.Equal(0, (await Replay.RunAsync("verify", _folder["run.parquet"])).ExitCode);
        Assert.Equal(before, Names(live));
    }

    [Fact]
    public async Task Recover_DamagedSegment_IsRefusedWithItsNameAndWritesNothing()
    {
        string live = Copy();
        string segment = Directory.GetFiles(live, "*.parquet")[0];
        byte[] bytes = await File.ReadAllBytesAsync(segment);
        bytes[bytes.Length / 4] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes);

        Replay replay = await Replay.RunAsync("recover", live, "-o", _folder["run.parquet"]);

        Assert.Equal(1, replay.ExitCode);
        Assert.Contains(Path.GetFileName(segment), replay.Error(), StringComparison.Ordinal);
        Assert.Equal(["live"], _folder.Names());
    }

    [Theory]
    [InlineData(1, "no segment", "empty -o run.parquet")]
    [InlineData(1, "missing", "missing -o run.parquet")]
    [InlineData(2, "lies in the folder that is read", "live -o live/run.parquet")]
    [InlineData(2, "must end in .parquet", "live -o run.npy")]
    [InlineData(2, "is a file", "file.parquet -o run.parquet")]
    [InlineData(2, "does not exist", "live -o nowhere/run.parquet")]
    [InlineData(2, "--output", "live")]
    public async Task Recover_WhatCannotBe_SaysWhyInOneLineAndWritesNothing(int exitCode, string message, string line)
    {
        string live = Copy();
        Directory.CreateDirectory(_folder["empty"]);
        File.Copy(recordings.Sealed, _folder["file.parquet"]);
        string[] before = [.. _folder.Names(), .. Names(live)];

        Replay replay = await Replay.RunAsync(["recover", .. line.Split(' ').Select(word => word == "-o" ? word : _folder[word])]);

        Assert.Equal(exitCode, replay.ExitCode);
        Assert.Contains(message, replay.Error(), StringComparison.Ordinal);
        Assert.Equal<string[]>(before, [.. _folder.Names(), .. Names(live)]);
    }

    private string Copy()
    {
        Directory.CreateDirectory(_folder["live"]);
        foreach (string file in Directory.GetFiles(recordings.Live))
            File.Copy(file, Path.Combine(_folder["live"], Path.GetFileName(file)));
        return _folder["live"];
    }

    private static string[] Names(string folder) => [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
