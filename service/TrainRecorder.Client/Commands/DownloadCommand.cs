using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using TrainRecorder.Client.Connection;
using TrainRecorder.Client.Output;
using TrainRecorder.Client.Recordings;

namespace TrainRecorder.Client.Commands;

/// <summary><c>trainrecorder download RUN -o FILE</c>.</summary>
internal static class DownloadCommand
{
    public static Command Create(CommandContext context)
    {
        var run = RunArgument.Recording(context, "The run.");
        var output = new Option<string>("--output", "-o")
        {
            Description = "The file to write; replaced if it is there. A broken download is gone on with.",
            HelpName = "FILE",
            Required = true,
        };
        output.Validators.Add(result =>
        {
            if (result.GetValue(output) is not { Length: > 0 } file || Path.GetFileName(file).Length == 0 || Directory.Exists(file))
                result.AddError("--output must name a file");
        });
        var command = new Command("download", "Fetches the sealed recording of a run, checked. Waits for the seal of a run that has just ended.") { run, output };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var name = invocation.Parsed.GetRequiredValue(run);
            var target = invocation.Parsed.GetRequiredValue(output);
            var size = await SizeAsync(server, name, invocation.CancellationToken).ConfigureAwait(false);
            var end = await new RecordingDownload(server, context.Terminal).FetchAsync(name, target, size, invocation.CancellationToken).ConfigureAwait(false);

            var line = invocation.Json
                ? new JsonObject
                {
                    ["run"] = name,
                    ["file"] = target,
                    // As protobuf writes 64-bit integers, which all other JSON of this command has.
                    ["size"] = end.Size.ToString(CultureInfo.InvariantCulture),
                    ["sha256"] = end.Sha256,
                }.ToJsonString()
                : $"{target}: {Quantities.Bytes(end.Size)}, SHA-256 {end.Sha256}";
            context.Terminal.WriteLine(line);
            return ExitCode.Good;
        }));
        return command;
    }

    // For the display.
    private static async Task<long> SizeAsync(Server server, string name, CancellationToken cancellationToken) => name.StartsWith("archives/", StringComparison.Ordinal)
        ? (await server.Archives.GetArchiveAsync(new() { Name = name }, cancellationToken: cancellationToken).ConfigureAwait(false)).Archive.Size
        : (await server.Training.GetRunAsync(new() { Name = name }, cancellationToken: cancellationToken).ConfigureAwait(false)).Run.Recording?.Bytes ?? 0;
}
