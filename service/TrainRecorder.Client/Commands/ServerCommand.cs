using System.CommandLine;
using System.Globalization;
using TrainRecorder.Client.Output;

namespace TrainRecorder.Client.Commands;

/// <summary><c>trainrecorder server info</c>.</summary>
internal static class ServerCommand
{
    public static Command Create(CommandContext context)
    {
        var info = new Command("info", "Version and limits of the service.");
        info.SetAction(context.Calling(async (server, invocation) =>
        {
            var answer = await server.Info.GetServerInfoAsync(new(), cancellationToken: invocation.CancellationToken).ConfigureAwait(false);
            if (invocation.Json)
            {
                context.Terminal.WriteJson(answer);
                return ExitCode.Good;
            }

            context.Terminal.Console.Write(Details.Of(
                ("address", server.Address.GetLeftPart(UriPartial.Authority)),
                ("version", answer.Version),
                ("format", answer.FormatVersion.ToString(CultureInfo.InvariantCulture)),
                ("running", $"at most {answer.MaxRunning} at once"),
                ("waiting", $"at most {answer.MaxQueued}"),
                ("dataset", $"at most {Quantities.Bytes(answer.MaxDatasetBytes)}")));
            return ExitCode.Good;
        }));
        return new Command("server", "The service itself: info.") { info };
    }
}
