using System.Diagnostics;
using System.Text.Json;

namespace TrainRecorder.Training.Tests;

/// <summary>From the same weights, on the same samples in the same order, the losses are PyTorch's (tests/interop/pytorch).</summary>
public sealed class PytorchTests
{
    private const double Tolerance = 1e-4;
    private const string Python = "/usr/bin/python3";

    private static readonly string _folder = FindFolder();

    public static TheoryData<string> Networks() =>
        [.. Directory.GetDirectories(Path.Combine(_folder, "fixture")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Fixture_Networks_AreTheEight() =>
        Assert.Equal(["batch_norm", "convolution", "dense", "embedding", "layer_norm", "regression", "residual", "tanh"], Networks().Select(row => row.Data));

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task Train_NetworkOfTheFixture_HasThePytorchLosses(string name)
    {
        var folder = Path.Combine(_folder, "fixture", name);
        using var datasets = new TestDatasets();
        var job = datasets.Read(Path.Combine(folder, "job.json"));
        Assert.Equal(3, datasets.Files.Length);

        var recorded = await TestRuns.TrainAsync(job, datasets.Files);

        foreach (var (part, expected) in ReadLosses(folder))
        {
            Assert.Equal(expected.Length, recorded.Rows.Length);
            for (var epoch = 0; epoch < expected.Length; epoch++)
            {
                var actual = recorded.Number($"{part}.loss", epoch);
                Assert.True(Math.Abs(actual - expected[epoch]) <= Tolerance * Math.Abs(expected[epoch]), $"epoch {epoch}, {part}.loss: {actual}, PyTorch has {expected[epoch]}");
            }
        }
    }

    [Fact]
    public async Task Script_RunAgain_MakesTheFixture()
    {
        using var folder = new TemporaryFolder();
        if (await RunAsync("-c", "import torch") is { } missing) Assert.Skip($"{Python} has no PyTorch (Debian: python3-torch): {missing}");
        Assert.Null(await RunAsync(Path.Combine(_folder, "make_fixture.py"), folder.Path));

        foreach (var name in Networks().Select(row => row.Data))
        {
            var (kept, made) = (Path.Combine(_folder, "fixture", name), Path.Combine(folder.Path, name));
            foreach (var file in new[] { "job.json", "data.npz", "validation.npz", "weights.npz" })
                Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(kept, file)), await File.ReadAllBytesAsync(Path.Combine(made, file)));
            var losses = ReadLosses(made);
            foreach (var (part, expected) in ReadLosses(kept))
                Assert.All(expected.Zip(losses[part]), pair => Assert.Equal(pair.First, pair.Second, pair.First * Tolerance / 10));
        }
    }

    private static Dictionary<string, double[]> ReadLosses(string folder) =>
        JsonSerializer.Deserialize<Dictionary<string, double[]>>(File.ReadAllText(Path.Combine(folder, "losses.json")))!;

    /// <summary>Runs Python; null if all went well, else what it said.</summary>
    private static async Task<string?> RunAsync(params string[] arguments)
    {
        if (!File.Exists(Python)) return "there is no Python";
        using var process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardError = true })!;
        try
        {
            var errors = await process.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(2));
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
            return process.ExitCode == 0 ? null : errors.Trim();
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    private static string FindFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TrainRecorder.sln"))) return Path.Combine(folder.FullName, "tests", "interop", "pytorch");
        }
        throw new InvalidOperationException("The tests do not run below the repository.");
    }
}
