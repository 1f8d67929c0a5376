using System.CommandLine.Completions;
using Grpc.Core;
using TrainRecorder.Client.Commands;
using TrainRecorder.Client.Connection;
using TrainRecorder.Client.Output;

namespace TrainRecorder.Client.Completion;

/// <summary>What the service knows, for completion. Silent: a service that does not answer at once completes nothing.</summary>
internal sealed class KnownNames(CommandContext context)
{
    private const int Most = 100;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <summary>The newest runs.</summary>
    public IEnumerable<CompletionItem> Runs(CompletionContext at) => Ask(at, (server, limit) =>
        server.Training.ListRuns(new() { PageSize = Most }, cancellationToken: limit).Runs
            .Select(run => new CompletionItem(RunText.Id(run.Name), documentation: $"{run.Job?.Name}, {RunText.State(run.State)}")));

    /// <summary>The newest archives.</summary>
    public IEnumerable<CompletionItem> Archives(CompletionContext at) => Ask(at, (server, limit) =>
        server.Archives.ListArchives(new() { PageSize = Most }, cancellationToken: limit).Archives
            .Select(archive => new CompletionItem(archive.Name["archives/".Length..], documentation: archive.DisplayName)));

    /// <summary>The newest datasets.</summary>
    public IEnumerable<CompletionItem> Datasets(CompletionContext at) => Ask(at, (server, limit) =>
        server.Datasets.ListDatasets(new() { PageSize = Most }, cancellationToken: limit).Datasets
            .Select(dataset => new CompletionItem(dataset.Name["datasets/".Length..], documentation: dataset.DisplayName)));

    private List<CompletionItem> Ask(CompletionContext at, Func<Server, CancellationToken, IEnumerable<CompletionItem>> ask)
    {
        try
        {
            var address = at.ParseResult.GetValue(GlobalOptions.Server) ?? new Uri(TrainRecorder.Hosting.LocalEndpoint.DefaultUrl);
            using var server = context.Open(at.ParseResult, address);
            using var limit = new CancellationTokenSource(s_patience, context.Terminal.Time);
            return [.. ask(server, limit.Token)];
        }
        catch (Exception silent) when (silent is RpcException or CommandFailedException or InvalidOperationException or IOException)
        {
            // Whoever presses Tab wants no message in the middle of the line.
            return [];
        }
    }
}
