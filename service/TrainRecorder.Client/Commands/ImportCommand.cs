using System.CommandLine;
using TrainRecorder.Client.Output;
using TrainRecorder.Client.Recordings;
using TrainRecorder.Client.Transfers;

namespace TrainRecorder.Client.Commands;

/// <summary><c>trainrecorder import FILE</c>.</summary>
internal static class ImportCommand
{
    public static Command Create(CommandContext context)
    {
        var path = new Argument<string>("FILE") { Description = "A sealed recording, such as digits.parquet." };
        var command = new Command("import", "Brings a recording that was made elsewhere into the archive; it is verified whole.") { path };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var name = invocation.Parsed.GetRequiredValue(path);
            var file = LocalFile.Open(name);
            await using (file.ConfigureAwait(false))
            {
                var archive = await new RecordingImport(server.Archives, context.Terminal).SendAsync(file, Path.GetFileName(name), invocation.CancellationToken).ConfigureAwait(false);
                if (invocation.Json) context.Terminal.WriteJson(archive);
                else context.Terminal.WriteLine($"{archive.Name}: {archive.DisplayName}, {Quantities.Bytes(archive.Size)}, SHA-256 {archive.Sha256}");
            }

            return ExitCode.Good;
        }));
        return command;
    }
}
