using System.CommandLine;
using TrainRecorder.Client.Output;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Commands;

/// <summary><c>trainrecorder archives list</c>.</summary>
internal static class ArchivesCommand
{
    private const int LargestPage = 1000;

    public static Command Create(CommandContext context)
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
            else context.Terminal.Console.Write(ArchiveTable.Of(archives, context.Terminal.Time.GetUtcNow()));
            return ExitCode.Good;
        }));
        return new Command("archives", "Kept recordings: list.") { list };
    }
}
