namespace TrainRecorder.EndToEnd.Tests;

/// <summary>Every command of the README works as it stands there.</summary>
public sealed class ReadmeTests
{
    private const string Archive = "trainrecorder archive RUN";

    [Fact]
    public async Task EverydayCommands_InTheOrderOfTheReadme_AllSucceed()
    {
        using var folder = new TemporaryFolder();
        await using var service = await ServiceProcess.StartAsync(folder);
        var commands = Commands().Where(line => line.StartsWith("trainrecorder ", StringComparison.Ordinal) || line.StartsWith("replay ", StringComparison.Ordinal)).ToList();
        Assert.Contains(Archive, commands);

        var run = "";
        foreach (var command in commands)
        {
            var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]
                .Select(word => word == "RUN" ? run : word.StartsWith("digits.", StringComparison.Ordinal) ? folder[word] : word)
                .ToArray();
            var result = command.StartsWith("replay ", StringComparison.Ordinal) ? await Command.ReplayAsync(words) : await service.ClientAsync(words);
            Assert.True(result.ExitCode == 0, $"{command}\n{result.Output}\n{result.Errors}");

            if (run.Length == 0)
            {
                run = (await service.Training.ListRunsAsync(new V1.ListRunsRequest())).Runs.Single().Name;
            }
        }
    }

    [Fact]
    public async Task Query_OfTheReadme_GivesARowPerEpoch()
    {
        using var folder = new TemporaryFolder();
        await using var service = await ServiceProcess.StartAsync(folder);
        var run = await service.SubmitAsync(Checkout.Example("digits.json"));
        await service.WatchAsync(run);
        (await service.ClientAsync("archive", run)).Good();
        (await service.ClientAsync("download", run, "-o", folder["digits.parquet"])).Good();

        var query = Block("sql").Single().Replace("digits.parquet", folder["digits.parquet"], StringComparison.Ordinal);

        using var table = new RecordingTable(folder["digits.parquet"]);
        Assert.Equal(61, table.Query(query).Count);
    }

    private static IEnumerable<string> Commands() => Block("sh").Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0);

    /// <summary>The lines inside the README's fences of a language.</summary>
    private static List<string> Block(string language)
    {
        var lines = new List<string>();
        var inside = false;
        foreach (var line in File.ReadLines(Path.Combine(Checkout.Root, "README.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inside = line == "```" + language;
            }
            else if (inside)
            {
                lines.Add(line);
            }
        }

        return lines;
    }
}
