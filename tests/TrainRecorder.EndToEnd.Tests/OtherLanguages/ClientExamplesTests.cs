using TrainRecorder.Recording;

namespace TrainRecorder.EndToEnd.Tests.OtherLanguages;

/// <summary>The examples for other languages do what their README says, by its own commands.</summary>
[Collection(ForeignClient.Collection)]
public sealed class ClientExamplesTests
{
    private static readonly string s_folder = Path.Combine(Checkout.Root, "deploy", "examples", "clients");

    public static TheoryData<string> Languages => [.. ForeignClient.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Example_ByTheCommandsOfTheReadme_TrainsReadsAndDownloads(string language)
    {
        using var folder = new TemporaryFolder();
        await using var service = await ServiceProcess.StartAsync(folder);
        var program = language == "node" ? "train.mjs" : "train.py";
        // The one difference: a service of the test's own.
        var commands = Commands(language).Replace(program, $"{program} {new Uri(service.Url).Authority}", StringComparison.Ordinal);
        var recording = Path.Combine(s_folder, language, "spirals.parquet");
        File.Delete(recording);

        // What npm has fetched before it need not fetch again.
        var environment = new Dictionary<string, string>(service.Environment) { ["npm_config_prefer_offline"] = "true" };
        var done = await Command.OrSkipAsync(() => Command.RunAsync("bash", ["-euc", commands], environment, Command.LongLimit));

        var lines = done.Good().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(0, 41), lines.Where(line => line.StartsWith("epoch", StringComparison.Ordinal)).Select(line => int.Parse(line.AsSpan(6, 3), provider: null)));
        using (var reader = await RecordingReader.OpenAsync(recording))
        {
            var weights = (await reader.ReadFloatsAsync("hidden1.weight", 40))!;
            Assert.Contains(FormattableString.Invariant($"hidden1.weight: 48 values, mean size {weights.Average(MathF.Abs):0.0000}"), lines);
        }

        File.Delete(recording);
    }

    /// <summary>The commands under the heading of a language.</summary>
    private static string Commands(string language)
    {
        var readme = File.ReadAllText(Path.Combine(s_folder, "README.md"));
        var heading = readme.IndexOf($"## {language}", StringComparison.OrdinalIgnoreCase);
        var begin = readme.IndexOf("```sh\n", heading, StringComparison.Ordinal) + "```sh\n".Length;
        return readme[begin..readme.IndexOf("```", begin, StringComparison.Ordinal)];
    }
}
