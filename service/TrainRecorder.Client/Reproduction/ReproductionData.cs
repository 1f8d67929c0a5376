using Grpc.Core;
using TrainRecorder.Client.Connection;
using TrainRecorder.Client.Datasets;
using TrainRecorder.Client.Output;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Reproduction;

/// <summary>Sees to it that the service holds the very bytes that a recording was made from.</summary>
internal sealed class ReproductionData(Server server, Terminal terminal)
{
    /// <summary>Uploads what the service lacks.</summary>
    /// <param name="datasets">Every dataset that the job names.</param>
    /// <param name="files">The files that the person gave.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CommandFailedException">A file is none of the datasets, or a dataset is neither on the service nor among the files.</exception>
    /// <exception cref="RpcException">The service refused a file.</exception>
    public async Task PutAsync(IReadOnlyList<JobDataset> datasets, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        if (datasets.Count == 0 && files.Count > 0)
            throw new CommandFailedException(ExitCode.Usage, "the recording was made from generated data: it needs no --data");

        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in files) given.Add(await PutAsync(path, datasets, cancellationToken).ConfigureAwait(false));
        foreach (var dataset in datasets.Where(dataset => !given.Contains(dataset.Sha256)))
        {
            if (!await IsHeldAsync(dataset.Sha256, cancellationToken).ConfigureAwait(false))
                throw new CommandFailedException(ExitCode.Usage, $"the service does not hold the data of the recording; give the file whose SHA-256 is {dataset.Sha256} with --data");
        }
    }

    private async Task<string> PutAsync(string path, IReadOnlyList<JobDataset> datasets, CancellationToken cancellationToken)
    {
        var file = Open(path);
        await using (file.ConfigureAwait(false))
        {
            var header = await DatasetUpload.DescribeAsync(file, Path.GetFileName(path), DataFormat.Of(path), cancellationToken).ConfigureAwait(false);
            if (datasets.FirstOrDefault(dataset => dataset.Sha256 == header.Sha256) is not { } named)
            {
                throw new CommandFailedException(
                    ExitCode.Bad, $"{path} is not what the recording was made from: its SHA-256 is {header.Sha256}, the recording's is {string.Join(" or ", datasets.Select(dataset => dataset.Sha256))}");
            }

            header.Format = named.Format ?? header.Format;

            if (!await IsHeldAsync(header.Sha256, cancellationToken).ConfigureAwait(false))
                await new DatasetUpload(server.Datasets, terminal).SendAsync(file, header, cancellationToken).ConfigureAwait(false);
            return header.Sha256;
        }
    }

    private async Task<bool> IsHeldAsync(string sha256, CancellationToken cancellationToken)
    {
        try
        {
            await server.Datasets.GetDatasetAsync(new GetDatasetRequest { Name = $"datasets/{sha256}" }, cancellationToken: cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RpcException unknown) when (unknown.StatusCode == StatusCode.NotFound)
        {
            return false;
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan | FileOptions.Asynchronous);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CommandFailedException(ExitCode.Usage, $"--data cannot be read: {unreadable.Message}");
        }
    }
}
