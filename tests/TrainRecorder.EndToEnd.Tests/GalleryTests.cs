using System.Text.RegularExpressions;
using TrainRecorder.EndToEnd.Tests.Operation;

namespace TrainRecorder.EndToEnd.Tests;

/// <summary>The command that makes the gallery of the viewer.</summary>
[Collection(nameof(Alone))]
public sealed partial class GalleryTests
{
    [Fact]
    public async Task Make_ByTheCommandOfTheGallery_MakesEveryPictureShown()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "it is a script for bash");
        using var folder = new TemporaryFolder();
        var gallery = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "replay-viewer", "GALLERY.md"));
        Assert.Contains("`bash replay-viewer/gallery/make`", gallery, StringComparison.Ordinal);
        var shown = Shown().Matches(gallery).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.NotEmpty(shown);

        var environment = new Dictionary<string, string>
        {
            ["GALLERY_OUT"] = folder["pictures"],
            // Debian's Python, for which tests/run installs what has NumPy.
            ["PATH"] = "/usr/bin:" + Environment.GetEnvironmentVariable("PATH"),
        };
        (await Command.OrSkipAsync(() => Command.RunAsync("bash", ["replay-viewer/gallery/make", folder["recordings"]], environment, Command.LongLimit))).Good();

        Assert.Equal(shown.Order(StringComparer.Ordinal), Directory.EnumerateFiles(folder["pictures"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\(gallery/([a-z0-9-]+\.(?:png|webp))\)")]
    private static partial Regex Shown();
}
