using TrainRecorder.ReplayViewer.Commands;

namespace TrainRecorder.ReplayViewer.Tests.Samples;

/// <summary>Runs the command as a person does, within this process.</summary>
internal sealed record Replay(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    public static async Task<Replay> RunAsync(params string[] args)
    {
        using StringWriter output = new(), errors = new();
        int code = await ReplayCommand.RunAsync(args, output, errors).WaitAsync(s_longest);
        return new Replay(code, output.ToString(), errors.ToString());
    }

    /// <summary>The one line on the error output.</summary>
    public string Error() => Assert.Single(Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
}
