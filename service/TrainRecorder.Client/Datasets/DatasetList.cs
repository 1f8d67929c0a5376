using TrainRecorder.Client.Connection;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Datasets;

/// <summary>The datasets of a service, and their names as people write them: by the beginning of the SHA-256.</summary>
internal static class DatasetList
{
    private const string Collection = "datasets/";
    private const int LargestPage = 1000;
    private const int ShortLength = 12;
    private const int WholeLength = 64;

    /// <summary>All of them, newest first.</summary>
    public static async Task<List<Dataset>> ReadAsync(Server server, CancellationToken cancellationToken)
    {
        var datasets = new List<Dataset>();
        var request = new ListDatasetsRequest { PageSize = LargestPage };
        do
        {
            var page = await server.Datasets.ListDatasetsAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
            datasets.AddRange(page.Datasets);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return datasets;
    }

    /// <summary>As much of a dataset's SHA-256 as tells it from others.</summary>
    public static string Short(string name) => name.Length > Collection.Length + ShortLength ? name.Substring(Collection.Length, ShortLength) : name[Collection.Length..];

    /// <summary>The whole name of the one dataset whose name begins so; of none as it was written, so that the service says what is wrong.</summary>
    /// <exception cref="CommandFailedException">Several do.</exception>
    public static async Task<string> ResolveAsync(Server server, string name, CancellationToken cancellationToken)
    {
        if (name.Length >= Collection.Length + WholeLength) return name;
        var found = (await ReadAsync(server, cancellationToken).ConfigureAwait(false)).Where(dataset => dataset.Name.StartsWith(name, StringComparison.Ordinal)).ToList();
        return found.Count switch
        {
            0 => name,
            1 => found[0].Name,
            _ => throw new CommandFailedException(ExitCode.Bad, $"{found.Count} datasets begin with {name[Collection.Length..]}; write more of it"),
        };
    }
}
