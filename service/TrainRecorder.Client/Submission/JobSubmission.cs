using Grpc.Core;
using TrainRecorder.Client.Connection;
using TrainRecorder.Client.Datasets;
using TrainRecorder.Client.Jobs;
using TrainRecorder.Client.Output;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Submission;

/// <summary>Brings a job file to the service: reads it, uploads its data, submits it. Everything that is wrong is told at once.</summary>
internal sealed class JobSubmission(Server server, Terminal terminal)
{
    /// <param name="order">What is to be submitted, and how.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The run; without a name if it was only validated.</returns>
    /// <exception cref="CommandFailedException">The job is refused; a line for each violation.</exception>
    /// <exception cref="RpcException">The service refused it for another reason, or is not there.</exception>
    public async Task<Run> SubmitAsync(JobOrder order, CancellationToken cancellationToken)
    {
        var reading = JobFile.Read(order.Path);
        if (!reading.IsJson) throw Refused(reading.Violations);

        var violations = new List<Violation>(reading.Violations);
        foreach (var setting in order.Settings) violations.AddRange(JobSettings.Apply(reading.Job, setting));
        var fileFields = JobData.FileFields(reading.Job);
        var request = new SubmitJobRequest { Job = reading.Job, RequestId = Guid.NewGuid().ToString(), Priority = order.Priority };
        try
        {
            violations.AddRange(await PutDataAsync(reading.Job, Path.GetDirectoryName(Path.GetFullPath(order.Path))!, cancellationToken).ConfigureAwait(false));
            request.ValidateOnly = order.ValidateOnly || violations.Count > 0;
            var answer = await server.Training.SubmitJobAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
            return violations.Count == 0 ? answer.Run : throw Refused(Violations.Merge(violations, reading.Incomplete, []));
        }
        catch (RpcException refused) when (RpcFailures.ViolationsOf(refused) is { Count: > 0 } theirs)
        {
            throw Refused(Violations.Merge(violations, reading.Incomplete, theirs.Select(violation => JobData.AsWritten(violation, fileFields))));
        }
        catch (RpcException failure) when (violations.Count > 0 && !cancellationToken.IsCancellationRequested)
        {
            var reason = RpcFailures.Explain(failure, server.Address).Message;
            terminal.WriteNote($"note: the service could not be asked for what else may be wrong: {reason}");
            throw Refused(Violations.Merge(violations, reading.Incomplete, []));
        }
    }

    private Task<IReadOnlyList<Violation>> PutDataAsync(Job job, string folder, CancellationToken cancellationToken) =>
        new JobData(server, new DatasetUpload(server.Datasets, terminal)).PutAsync(job, folder, cancellationToken);

    private static CommandFailedException Refused(IReadOnlyList<Violation> violations) =>
        new(ExitCode.Bad, [.. violations.Select(violation => violation.ToString())]);
}

/// <summary>What is to be submitted, and how.</summary>
/// <param name="Path">The job file.</param>
/// <param name="Settings">What is changed in it (<see cref="JobSettings"/>).</param>
/// <param name="Priority">Which run starts first.</param>
/// <param name="ValidateOnly">Validate and estimate only.</param>
internal sealed record JobOrder(string Path, IReadOnlyList<string> Settings, int Priority, bool ValidateOnly);
