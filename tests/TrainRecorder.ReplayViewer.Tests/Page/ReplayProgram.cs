using System.Diagnostics;

namespace TrainRecorder.ReplayViewer.Tests.Page;

/// <summary>The program <c>replay</c>, in a process of its own.</summary>
internal sealed class ReplayProgram : IAsyncDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private ReplayProgram(Process process, string address) => (_process, Address) = (process, address);

    /// <summary>Where it serves.</summary>
    public string Address { get; }

    /// <summary>Runs a command to its end.</summary>
    public static async Task RunAsync(params string[] arguments)
    {
        using Process process = Start(arguments);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(s_longest);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(s_longest);
        Assert.True(process.ExitCode == 0, output);
    }

    /// <summary>Starts <c>replay serve</c>, and waits until it tells its address.</summary>
    public static async Task<ReplayProgram> ServeAsync(string recording)
    {
        Process process = Start("serve", recording, "--no-open");
        string line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(s_longest) ?? "";
        return new ReplayProgram(process, line.Split(' ')[0]);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(s_longest);
        _process.Dispose();
    }

    /// <summary>Starts it, as it was built beside these tests.</summary>
    public static Process Start(params string[] arguments)
    {
        string program = Path.GetFullPath(Path.Combine(PagePackageTests.PageFolder(), "..", "..", "artifacts", "bin", "TrainRecorder.ReplayViewer", "debug", "replay.dll"));
        return Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true })!;
    }
}
