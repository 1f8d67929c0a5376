using System.Diagnostics;

namespace TrainRecorder.ReplayViewer.Tests.Page;

/// <summary>The page's own checks: types, lint, and the unit tests of its logic.</summary>
public sealed class PagePackageTests
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData("check")]
    [InlineData("test")]
    public async Task Npm_Run_Passes(string script)
    {
        PageFiles.Need();
        using Process npm = Process.Start(new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["run", "--silent", script])
        {
            WorkingDirectory = PageFolder(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using CancellationTokenSource deadline = new(s_longest);
        try
        {
            Task<string> output = npm.StandardOutput.ReadToEndAsync(deadline.Token), errors = npm.StandardError.ReadToEndAsync(deadline.Token);
            await npm.WaitForExitAsync(deadline.Token);
            Assert.True(npm.ExitCode == 0, await output + await errors);
        }
        finally
        {
            if (!npm.HasExited)
                npm.Kill(entireProcessTree: true);
        }
    }

    internal static string PageFolder()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TrainRecorder.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The tests run outside the tree."), "replay-viewer", "page");
    }
}
