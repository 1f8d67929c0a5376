using Grpc.Core;
using TrainRecorder.Client.Connection;
using TrainRecorder.Client.Jobs;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Datasets;

/// <summary>Puts datasets that the service holds in the place of files beside the job.</summary>
internal sealed class JobData(Server server, DatasetUpload upload)
{
    /// <summary>Looks every file that the job names up in a folder, uploads those that the service does not have, and changes the job to name the datasets.</summary>
    /// <returns>What is wrong with the files; the job still names these. Empty also if the job names no file.</returns>
    public async Task<IReadOnlyList<Violation>> PutAsync(Job job, string folder, CancellationToken cancellationToken)
    {
        var violations = new List<Violation>();
        foreach (var field in JobFileField.All.Where(field => field.File(job).Length > 0))
            violations.AddRange(await PutAsync(job, field, folder, cancellationToken).ConfigureAwait(false));
        return violations;
    }

    /// <summary>The service speaks of the datasets that were put in the place of files.</summary>
    public static Violation AsWritten(Violation violation, IReadOnlyCollection<string> fileFields)
    {
        foreach (var field in JobFileField.All.Where(field => fileFields.Contains(field.FilePath)))
        {
            violation = new(
                violation.Path == field.DatasetPath ? field.FilePath : violation.Path,
                violation.Description.Replace(field.DatasetPath, field.FilePath, StringComparison.Ordinal));
        }

        return violation;
    }

    /// <summary>The fields of a job that name a file.</summary>
    public static IReadOnlyCollection<string> FileFields(Job job) => [.. JobFileField.All.Where(field => field.File(job).Length > 0).Select(field => field.FilePath)];

    private async Task<IReadOnlyList<Violation>> PutAsync(Job job, JobFileField field, string folder, CancellationToken cancellationToken)
    {
        var named = field.File(job);
        if (field.Dataset(job).Length > 0) return [new(field.FilePath, $"{field.DatasetPath} is given too; give one of them.")];
        FileStream file;
        try
        {
            if (named.Length == 0 || named.Contains('\0', StringComparison.Ordinal)) return [new(field.FilePath, "Is no name of a file.")];
            var path = Path.GetFullPath(Path.Combine(folder, named));
            if (Directory.Exists(path)) return [new(field.FilePath, $"Is a folder: {path}")];
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan | FileOptions.Asynchronous);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return [new(field.FilePath, $"There is no such file beside the job: {Path.GetFullPath(Path.Combine(folder, named))}")];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return [new(field.FilePath, $"Cannot be read: {unreadable.Message}")];
        }

        await using (file.ConfigureAwait(false))
        {
            try
            {
                field.Put(job, await PutAsync(file, Path.GetFileName(named), field.Format ?? DataFormat.Of(named), cancellationToken).ConfigureAwait(false));
                return [];
            }
            catch (RpcException refused) when (RpcFailures.ViolationsOf(refused) is { Count: > 0 } faults)
            {
                return [.. faults.Select(fault => new Violation(field.FilePath, fault.ToString()))];
            }
        }
    }

    private async Task<string> PutAsync(FileStream file, string displayName, string format, CancellationToken cancellationToken)
    {
        var header = await DatasetUpload.DescribeAsync(file, displayName, format, cancellationToken).ConfigureAwait(false);
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
