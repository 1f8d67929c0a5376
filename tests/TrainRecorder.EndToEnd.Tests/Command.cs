using System.ComponentModel;
using System.Diagnostics;

namespace TrainRecorder.EndToEnd.Tests;

/// <summary>What a command did.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    public IReadOnlyList<string> ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The output of a command that must have gone well.</summary>
    public string Good() => ExitCode == 0 ? Output : throw new InvalidOperationException($"exit code {ExitCode}\n{Output}\n{Errors}");
}

/// <summary>Runs executables as a person would, within a bound of time.</summary>
internal static class Command
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>For commands that build, install packages or train several networks: on a busy machine they take their time.</summary>
    public static readonly TimeSpan LongLimit = TimeSpan.FromMinutes(15);

    public static ProcessStartInfo Dotnet(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        Prepare("dotnet", arguments, environment);

    public static Task<CommandResult> RunAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, TimeSpan? limit = null) =>
        RunAsync("dotnet", arguments, environment, limit);

    /// <summary>Runs any program; for at most <see cref="Limit"/>, unless another is given.</summary>
    /// <exception cref="Win32Exception">It is not on this machine.</exception>
    public static async Task<CommandResult> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, TimeSpan? limit = null)
    {
        using var process = Process.Start(Prepare(program, arguments, environment))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(limit ?? Limit);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new CommandResult(process.ExitCode, await output, await errors);
    }

    public static Task<CommandResult> ReplayAsync(params string[] arguments) => RunAsync([Checkout.Replay, .. arguments]);

    /// <summary>Runs something that needs programs which only CI is sure to have; without them the test is skipped, with the reason.</summary>
    public static async Task<CommandResult> OrSkipAsync(Func<Task<CommandResult>> run)
    {
        const int ShellFoundNoProgram = 127;
        try
        {
            var done = await run();
            Assert.SkipWhen(done.ExitCode == ShellFoundNoProgram || done.Errors.Contains("No module named", StringComparison.Ordinal), done.Errors);
            return done;
        }
        catch (Win32Exception missing)
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }

    private static ProcessStartInfo Prepare(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Checkout.Root,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
