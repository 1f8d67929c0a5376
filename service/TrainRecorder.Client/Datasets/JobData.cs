using Grpc.Core;
using TrainRecorder.Client.Connection;
using TrainRecorder.Client.Jobs;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Datasets;

/// <summary>Puts a dataset that the service holds in the place of a file beside the job.</summary>
internal sealed class JobData(Server server, DatasetUpload upload)
{
    private const string Field = "data.file";

    /// <summary>Looks <c>data.file</c> up in a folder, uploads it unless the service has it, and changes the job to name the dataset.</summary>
    /// <returns>What is wrong with the file; the job is unchanged then. Empty also if the job names no file.</returns>
    public async Task<IReadOnlyList<Violation>> PutAsync(Job job, string folder, CancellationToken cancellationToken)
    {
        if (job.Data?.SourceCase != Data.SourceOneofCase.File) return [];
        var named = job.Data.File;
        FileStream file;
        try
        {
            if (named.Length == 0 || named.Contains('\0', StringComparison.Ordinal)) return [new(Field, "Is no name of a file.")];
            var path = Path.GetFullPath(Path.Combine(folder, named));
            if (Directory.Exists(path)) return [new(Field, $"Is a folder: {path}")];
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan | FileOptions.Asynchronous);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return [new(Field, $"There is no such file beside the job: {Path.GetFullPath(Path.Combine(folder, named))}")];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return [new(Field, $"Cannot be read: {unreadable.Message}")];
        }

        await using (file.ConfigureAwait(false))
        {
            try
            {
                job.Data.Dataset = await PutAsync(file, Path.GetFileName(named), cancellationToken).ConfigureAwait(false);
                return [];
            }
            catch (RpcException refused) when (RpcFailures.ViolationsOf(refused) is { Count: > 0 } faults)
            {
                return [.. faults.Select(fault => new Violation(Field, fault.ToString()))];
            }
        }
    }

    private async Task<string> PutAsync(FileStream file, string displayName, CancellationToken cancellationToken)
    {
        var header = await DatasetUpload.DescribeAsync(file, displayName, cancellationToken).ConfigureAwait(false);
        var name = $"datasets/{header.Sha256}";
        try
        {
            return (await server.Datasets.GetDatasetAsync(new() { Name = name }, cancellationToken: cancellationToken).ConfigureAwait(false)).Dataset.Name;
        }
        catch (RpcException unknown) when (unknown.StatusCode == StatusCode.NotFound)
        {
            return (await upload.SendAsync(file, header, cancellationToken).ConfigureAwait(false)).Name;
        }
    }
}
