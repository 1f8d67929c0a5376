using TrainRecorder.ReplayViewer.Tests.Page;
using TrainRecorder.ReplayViewer.Tests.Samples;

namespace TrainRecorder.ReplayViewer.Tests;

/// <summary>Every command in the viewer's README works as it stands there.</summary>
public sealed class DocumentTests(RecordingFixture recordings) : IClassFixture<RecordingFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Commands_OfTheReadme_AllSucceed()
    {
        string[] commands = [.. File.ReadLines(Readme()).Where(line => line.StartsWith("replay ", StringComparison.Ordinal))];
        Assert.NotEmpty(commands);

        foreach (string command in commands)
        {
            string[] words = command.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..];
            if (words[0] == "page")
                PageFiles.Need();
            Replay replay = await Replay.RunAsync([.. words.Select((word, index) => Word(word, index > 0 && words[index - 1] == "-o"))]);
            Assert.True(replay.ExitCode == 0, $"{command}\n{replay.Errors}");
        }
    }

    private string Word(string word, bool isOutput) => word switch
    {
        _ when isOutput => _folder[word],
        "digits.parquet" => recordings.Sealed,
        "digits.live" => recordings.Live,
        "weights.npz" => _folder[word],
        _ => word.Trim('"'),
    };

    private static string Readme()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TrainRecorder.sln")))
                return Path.Combine(folder.FullName, "replay-viewer", "README.md");
        }
        throw new InvalidOperationException("The tests do not run below the repository.");
    }
}
