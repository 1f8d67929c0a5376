using System.Globalization;
using TrainRecorder.Recording;
using TrainRecorder.ReplayViewer.Tests.Samples;
using TrainRecorder.Scene.Tests.Synthetic;

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

    // A segment is torn where the disk said that it was synced, and then the power went.
    [Fact]
    public async Task Recover_TornSegment_SaysWhatToDoAndThatGivesAllOtherEpochs()
    {
        string live = await LiveAsync();
        string torn = Segments(live)[^1];
        await File.WriteAllBytesAsync(Path.Combine(live, torn), (await File.ReadAllBytesAsync(Path.Combine(live, torn)))[..^100]);

        Replay refused = await Replay.RunAsync("recover", live, "-o", _folder["run.parquet"]);

        Assert.Equal(1, refused.ExitCode);
        Assert.StartsWith($"replay: {torn} ", refused.Error(), StringComparison.Ordinal);
        Assert.Contains($"Move {torn} to another folder and recover again", refused.Error(), StringComparison.Ordinal);
        Assert.Equal(["live"], _folder.Names());

        File.Move(Path.Combine(live, torn), _folder[torn]);
        Replay replay = await Replay.RunAsync("recover", live, "-o", _folder["run.parquet"]);

        Assert.Equal((0, ""), (replay.ExitCode, replay.Errors));
        Assert.Contains($"epochs 0 to {First(torn) - 1}", replay.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recover_SegmentMissingInTheMiddle_SaysWhatToDoAndThatGivesAllOtherEpochs()
    {
        string live = await LiveAsync();
        string[] segments = Segments(live);
        File.Move(Path.Combine(live, segments[1]), _folder[segments[1]]);
        int next = First(segments[2]);

        Replay refused = await Replay.RunAsync("recover", live, "-o", _folder["run.parquet"]);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains($"Move the segments from epoch {next} on to a folder of their own and recover both folders", refused.Error(), StringComparison.Ordinal);

        string rest = Directory.CreateDirectory(_folder["rest"]).FullName;
        foreach (string segment in segments[2..])
            File.Move(Path.Combine(live, segment), Path.Combine(rest, segment));
        Assert.Contains($"epochs 0 to {First(segments[1]) - 1}", (await Replay.RunAsync("recover", live, "-o", _folder["first.parquet"])).Output, StringComparison.Ordinal);
        Assert.Contains($"epochs {next} to 5", (await Replay.RunAsync("recover", rest, "-o", _folder["rest.parquet"])).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Replay.RunAsync("verify", _folder["rest.parquet"])).ExitCode);
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

    /// <summary>A folder of three segments.</summary>
    private async Task<string> LiveAsync()
    {
        foreach (int first in new[] { 0, 2, 4 })
            await SyntheticRecording.WriteLiveAsync(SyntheticRun.Dense([3, 4, 2], epochs: 5), _folder["live"], epochs: new EpochRange(first, first + 1));
        return _folder["live"];
    }

    private string Copy()
    {
        Directory.CreateDirectory(_folder["live"]);
        foreach (string file in Directory.GetFiles(recordings.Live))
            File.Copy(file, Path.Combine(_folder["live"], Path.GetFileName(file)));
        return _folder["live"];
    }

    /// <summary>In order of their epochs.</summary>
    private static string[] Segments(string folder) => [.. Names(folder).Where(Segment.IsName).OrderBy(First)];

    private static int First(string segment) => int.Parse(segment.Split('-')[0], CultureInfo.InvariantCulture);

    private static string[] Names(string folder) => [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
