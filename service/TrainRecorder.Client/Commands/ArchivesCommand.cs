using System.CommandLine;
using System.Globalization;
using TrainRecorder.Client.Output;
using TrainRecorder.Client.Watching;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Commands;

/// <summary><c>trainrecorder archives list | show | verify | restore | delete</c>.</summary>
internal static class ArchivesCommand
{
    private const int LargestPage = 1000;

    public static Command Create(CommandContext context) => new("archives", "Kept recordings: list, show, verify, restore, delete.")
    {
        List(context), Show(context), Verify(context), Restore(context), Delete(context),
    };

    private static Command List(CommandContext context)
    {
        var list = new Command("list", "The kept recordings, newest first.");
        list.SetAction(context.Calling(async (server, invocation) =>
        {
            var archives = new List<Archive>();
            var request = new ListArchivesRequest { PageSize = LargestPage };
            do
            {
                var page = await server.Archives.ListArchivesAsync(request, cancellationToken: invocation.CancellationToken).ConfigureAwait(false);
                archives.AddRange(page.Archives);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);

            if (invocation.Json) archives.ForEach(context.Terminal.WriteJson);
            else if (archives.Count == 0) context.Terminal.WriteNote("nothing is archived yet; keep a run with \"trainrecorder archive RUN\"");
            else ArchiveTable.Of(archives, context.Terminal.Time.GetUtcNow()).Write(context.Terminal);
            return ExitCode.Good;
        }));
        return list;
    }

    private static Command Show(CommandContext context)
    {
        var archive = RunArgument.Archive(context, "The archive.");
        var command = new Command("show", "One archive in full.") { archive };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var request = new GetArchiveRequest { Name = invocation.Parsed.GetRequiredValue(archive) };
            var kept = (await server.Archives.GetArchiveAsync(request, cancellationToken: invocation.CancellationToken).ConfigureAwait(false)).Archive;
            if (invocation.Json) context.Terminal.WriteJson(kept);
            else context.Terminal.Write(Details.Of(
                ("archive", kept.Name),
                ("name", kept.DisplayName),
                ("run", kept.Run),
                ("epochs", kept.Epochs.ToString(CultureInfo.InvariantCulture)),
                ("size", Quantities.Bytes(kept.Size)),
                ("sha256", kept.Sha256),
                ("from", kept.Imported ? "imported" : "a run of this service"),
                ("verified", kept.VerifyTime is { } time ? $"{Quantities.Age(context.Terminal.Time.GetUtcNow() - time.ToDateTimeOffset())} ago: {(kept.Damaged ? "damaged" : "good")}" : null)));
            return kept.Damaged ? ExitCode.Bad : ExitCode.Good;
        }));
        return command;
    }

    private static Command Verify(CommandContext context)
    {
        var archive = RunArgument.Archive(context, "The archive.");
        var command = new Command("verify", "Reads a kept recording whole. Exit code 1 and a line for each fault if it is damaged.") { archive };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var request = new VerifyArchiveRequest { Name = invocation.Parsed.GetRequiredValue(archive) };
            var answer = await server.Archives.VerifyArchiveAsync(request, cancellationToken: invocation.CancellationToken).ConfigureAwait(false);
            if (invocation.Json) context.Terminal.WriteJson(answer);
            else if (answer.Faults.Count == 0) context.Terminal.WriteLine($"{request.Name} is good, epochs 0 to {answer.Archive.Epochs}");
            else foreach (var fault in answer.Faults) context.Terminal.WriteLine(fault);
            return answer.Faults.Count == 0 ? ExitCode.Good : ExitCode.Bad;
        }));
        return command;
    }

    private static Command Restore(CommandContext context)
    {
        var archive = RunArgument.Archive(context, "The archive.");
        var command = new Command("restore", "Makes a run of a kept recording, where it was deleted or made elsewhere.") { archive };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var request = new RestoreArchiveRequest { Name = invocation.Parsed.GetRequiredValue(archive) };
            var run = (await server.Archives.RestoreArchiveAsync(request, cancellationToken: invocation.CancellationToken).ConfigureAwait(false)).Run;
            if (invocation.Json) context.Terminal.WriteJson(run);
            else context.Terminal.WriteLine(ProgressText.State(run));
            return ExitCode.Good;
        }));
        return command;
    }

    private static Command Delete(CommandContext context)
    {
        var archive = RunArgument.Archive(context, "The archive.");
        var command = new Command("delete", "Removes a kept recording, for good. Its run stays.") { archive };
        command.SetAction(context.Calling(async (server, invocation) =>
        {
            var request = new DeleteArchiveRequest { Name = invocation.Parsed.GetRequiredValue(archive) };
            var answer = await server.Archives.DeleteArchiveAsync(request, cancellationToken: invocation.CancellationToken).ConfigureAwait(false);
            return RunSteering.Freed(context, invocation, request.Name, answer, answer.FreedBytes);
        }));
        return command;
    }
}
