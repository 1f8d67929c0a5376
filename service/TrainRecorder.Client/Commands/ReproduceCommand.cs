using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using TrainRecorder.Client.Reproduction;
using TrainRecorder.Recording;

namespace TrainRecorder.Client.Commands;

/// <summary><c>trainrecorder reproduce RECORDING [--data FILE]</c>.</summary>
internal static class ReproduceCommand
{
    public static Command Create(CommandContext context)
    {
        var recording = new Argument<string>("RECORDING") { Description = "A recording: a sealed file (.parquet), or the folder of a live one." };
        var data = new Option<string[]>("--data")
        {
            Description = "The file that the recording was made from, if the service does not hold it; checked by its SHA-256. "
                + "Once for each file where the job names several. Generated data needs none.",
            HelpName = "FILE",
        };
        var command = new Command(
            "reproduce",
            "Trains a recording's job again and compares every bit but elapsed_seconds. "
            + "Exit code 0: bit-identical; 1: they differ, or it could not be compared; the first difference is named.")
        {
            recording, data,
        };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var path = invocation.Parsed.GetRequiredValue(recording);
            try
            {
                using var reader = await OpenAsync(path, invocation.CancellationToken).ConfigureAwait(false);
                var result = await new Reproduction.Reproduction(server, context.Terminal)
                    .RunAsync(reader, invocation.Parsed.GetValue(data) ?? [], invocation.CancellationToken).ConfigureAwait(false);
                context.Terminal.WriteLine(invocation.Json ? Json(path, result) : Text(path, result));
                return result.Difference is null ? ExitCode.Good : ExitCode.Bad;
            }
            catch (RecordingException damaged)
            {
                throw new CommandFailedException(ExitCode.Bad, damaged.Message);
            }
        }));
        return command;
    }

    private static async Task<RecordingReader> OpenAsync(string path, CancellationToken cancellationToken)
    {
        if (path.Length == 0) throw new CommandFailedException(ExitCode.Usage, "RECORDING must name a file or a folder");
        return await RecordingReader.OpenAsync(path, cancellationToken).ConfigureAwait(false);
    }

    private static string Text(string path, ReproductionResult result) => result.Difference is { } difference
        ? $"{path} and {result.Run} differ: {difference}"
        : string.Create(CultureInfo.InvariantCulture, $"{path} and {result.Run} are bit-identical in epochs {result.Epochs.First} to {result.Epochs.Last}");

    private static string Json(string path, ReproductionResult result)
    {
        var json = new JsonObject
        {
            ["recording"] = path,
            ["run"] = result.Run,
            ["first_epoch"] = result.Epochs.First,
            ["last_epoch"] = result.Epochs.Last,
            ["identical"] = result.Difference is null,
        };
        if (result.Difference is { } difference)
        {
            json["difference"] = new JsonObject
            {
                ["epoch"] = difference.Epoch,
                ["column"] = difference.Column,
                ["index"] = difference.Index,
                ["place"] = new JsonArray([.. difference.Place.Select(index => JsonValue.Create(index))]),
                ["recorded"] = difference.First,
                ["reproduced"] = difference.Second,
            };
        }

        return json.ToJsonString();
    }
}
