using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using TrainRecorder.ReplayViewer.Commands;
using TrainRecorder.ReplayViewer.Page;

namespace TrainRecorder.ReplayViewer.Serve;

/// <summary><c>replay serve PATH [PATH]</c>: recordings of any size in the browser, straight from their files, until it is stopped.</summary>
internal static class ServeCommand
{
    private const int HighestPort = 65535;

    public static Command Create(TextWriter output, TextWriter errors)
    {
        Argument<string[]> paths = new("PATH")
        {
            Description = "A recording, the folder of a live one, or a folder with several. Two are shown side by side.",
            Arity = new ArgumentArity(1, 2),
        };
        Option<int> port = new("--port")
        {
            Description = "The port to listen on; without it, any that is free.",
            HelpName = "N",
            CustomParser = ParsePort,
        };
        Option<bool> stay = new("--no-open") { Description = "Print the address and do not open it." };
        Command command = new("serve", "Opens recordings in the browser: any size, read as they are looked at, followed while they grow.") { paths, port, stay };
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetRequiredValue(paths), parsed.GetValue(port), !parsed.GetValue(stay), output, errors, cancellationToken));
        return command;
    }

    private static int ParsePort(ArgumentResult result)
    {
        if (!int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port is < 1 or > HighestPort)
            result.AddError($"--port must be a number from 1 to {HighestPort}");
        return port;
    }

    private static async Task<int> RunAsync(
        string[] paths, int port, bool open, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        if (await PageTemplate.LoadAsync(errors).ConfigureAwait(false) is not { } template)
            return ExitCode.Bad;
        using Shelf shelf = new(paths, TimeProvider.System);
        await shelf.PrepareAsync(cancellationToken).ConfigureAwait(false);
        ReplayServer server = await ReplayServer.StartAsync(template, shelf, port, cancellationToken).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            await output.WriteLineAsync($"{server.Address} (Ctrl+C stops it)").ConfigureAwait(false);
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (open && !Browser.TryOpen(server.Address))
                await errors.WriteLineAsync("replay: no browser could be started; open the address yourself").ConfigureAwait(false);
            TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
            using CancellationTokenRegistration registration = cancellationToken.Register(stopped.SetResult);
            await stopped.Task.ConfigureAwait(false);
        }
        return ExitCode.Good;
    }
}
