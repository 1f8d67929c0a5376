using System.ComponentModel;
using System.Diagnostics;

namespace TrainRecorder.Architecture.Tests;

/// <summary>The program <c>buf</c>, from npm, in the version that the lock file names.</summary>
internal static class Buf
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    public static string Folder { get; } = Path.Combine(Checkout.Root, "tests", "interop", "buf");

    /// <summary>Runs it; what it found, a line each, or null if there is no Node on this machine.</summary>
    public static async Task<IReadOnlyList<string>?> RunAsync(params string[] arguments)
    {
        var installed = Path.Combine(Folder, "node_modules", ".package-lock.json");
        var isInstalled = File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"));
        if (!isInstalled)
        {
            // Not `ci`: it refuses a lock file without the programs for every other system, which not every registry has. And the lock file stays as it is.
            if (await StartAsync("npm", "install", "--prefer-offline", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts") is not { } install) return null;
            Assert.True(install.Code == 0, $"npm install ended with {install.Code}: {install.Output}");
        }

        var (code, output) = await StartAsync("node", [Path.Combine("node_modules", "@bufbuild", "buf", "bin", "buf"), .. arguments])
            ?? throw new InvalidOperationException("npm is there and node is not");
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.True(code is 0 or 100, $"buf ended with {code}: {output}");
        Assert.Equal(code == 100, lines.Length > 0);
        return lines;
    }

    private static async Task<(int Code, string Output)?> StartAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() && program == "npm" ? "npm.cmd" : program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(s_limit);
            return (process.ExitCode, await output + await errors);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
