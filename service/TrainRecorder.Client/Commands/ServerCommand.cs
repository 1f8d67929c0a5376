using System.CommandLine;
using System.Globalization;
using TrainRecorder.Client.Output;
using TrainRecorder.V1;

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

            context.Terminal.Write(Details.Of(
                ("address", server.Address.GetLeftPart(UriPartial.Authority)),
                ("token", server.TokenSource),
                ("version", answer.Version),
                ("format", answer.FormatVersion.ToString(CultureInfo.InvariantCulture)),
                ("devices", string.Join("; ", answer.Devices.Select(device => $"{device.Kind}: {device.Description}, {device.Processors} processors, {Quantities.Bytes(device.MemoryBytes)}"))),
                ("running", $"at most {answer.MaxRunning} at once"),
                ("waiting", $"at most {Quantities.Count(answer.MaxQueued)}"),
                ("dataset", $"at most {Quantities.Bytes(answer.MaxDatasetBytes)}"),
                ("import", answer.MaxImportBytes > 0 ? $"at most {Quantities.Bytes(answer.MaxImportBytes)}" : null),
                ("quota", answer.QuotaBytes > 0 ? Quantities.Bytes(answer.QuotaBytes) : null),
                ("archives", Kept(answer))));
            return ExitCode.Good;
        }));
        var statistics = new Command("statistics", "What the service does and holds at the moment.");
        statistics.SetAction(context.Calling(async (server, invocation) =>
        {
            var answer = await server.Info.GetStatisticsAsync(new(), cancellationToken: invocation.CancellationToken).ConfigureAwait(false);
            if (invocation.Json) context.Terminal.WriteJson(answer);
            else context.Terminal.Write(StatisticsDetails.Of(answer, context.Terminal.Time.GetUtcNow()));
            return ExitCode.Good;
        }));
        return new Command("server", "The service itself: info, statistics.") { info, statistics };
    }

    private static string? Kept(GetServerInfoResponse info)
    {
        var many = info.KeepArchives > 0 ? $"the newest {info.KeepArchives}" : null;
        var time = info.KeepArchivesFor is { } keep ? $"for {Quantities.Age(keep.ToTimeSpan())}" : null;
        return many is null && time is null ? null : $"kept: {string.Join(", ", new[] { many, time }.Where(text => text is not null))}";
    }
}
