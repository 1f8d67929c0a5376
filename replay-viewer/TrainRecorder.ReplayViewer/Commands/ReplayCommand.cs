using System.CommandLine;
using System.CommandLine.Parsing;
using TrainRecorder.ReplayViewer.Chart;
using TrainRecorder.ReplayViewer.Extract;
using TrainRecorder.ReplayViewer.Draw;
using TrainRecorder.ReplayViewer.Info;
using TrainRecorder.ReplayViewer.Page;
using TrainRecorder.ReplayViewer.Recover;
using TrainRecorder.ReplayViewer.Render;
using TrainRecorder.ReplayViewer.Report;
using TrainRecorder.ReplayViewer.Serve;
using TrainRecorder.ReplayViewer.Verify;
using TrainRecorder.Recording;
using TrainRecorder.Scene.Composition;

namespace TrainRecorder.ReplayViewer.Commands;

/// <summary>The command <c>replay</c>: its subcommands, and what becomes of their errors.</summary>
internal static class ReplayCommand
{
    /// <summary>Runs a command line.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="output">Takes results.</param>
    /// <param name="errors">Takes one line for each error.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter errors)
    {
        RootCommand root = new(
            "Looks at the recording of a training run: offline, from the file alone.\n\n"
            + "Exit codes: 0 good; 1 the recording is missing or bad, or the result could not be written; 2 the command was wrong.")
        {
            InfoCommand.Create(output),
            RenderCommand.Create(output, errors),
            ChartCommand.Create(output),
            DrawCommand.Create(output),
            PageCommand.Create(output, errors),
            ReportCommand.Create(output),
            ServeCommand.Create(output, errors),
            VerifyCommand.Create(output, errors),
            ExtractCommand.Create(output),
            RecoverCommand.Create(output),
        };
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (ParseError error in parsed.Errors)
                await Say(errors, OneLine(error.Message)).ConfigureAwait(false);
            return ExitCode.Usage;
        }
        InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false, Output = output, Error = errors };
        try
        {
            return await parsed.InvokeAsync(configuration).ConfigureAwait(false);
        }
        catch (UsageException error)
        {
            foreach (string line in error.Lines)
                await Say(errors, OneLine(line)).ConfigureAwait(false);
            return ExitCode.Usage;
        }
        catch (SceneException error)
        {
            await Say(errors, error.Message).ConfigureAwait(false);
            return ExitCode.Usage;
        }
        catch (Exception error) when (error is RecordingException or IOException or UnauthorizedAccessException or InvalidDataException or InsufficientMemoryException)
        {
            await Say(errors, OneLine(error.Message)).ConfigureAwait(false);
            return ExitCode.Bad;
        }
        catch (OperationCanceledException)
        {
            await Say(errors, "stopped; nothing was written").ConfigureAwait(false);
            return ExitCode.Bad;
        }
    }

    private static Task Say(TextWriter errors, string message) => errors.WriteLineAsync("replay: " + message);

    private static string OneLine(string message) => string.Join(' ', message.Split((char[])['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
