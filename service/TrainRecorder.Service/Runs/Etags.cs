using System.Globalization;
using Grpc.Core;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Endpoints;

namespace TrainRecorder.Service.Runs;

/// <summary>What tells a run as it was seen from a run as it is (https://google.aip.dev/154).</summary>
internal static class Etags
{
    /// <summary>The etag of a run as it is; quoted, as strong etags are.</summary>
    public static string Of(RunRow run) => string.Create(CultureInfo.InvariantCulture, $"\"{run.StateRevision}\"");

    /// <summary>Refuses to change a run that is no longer what the caller has seen.</summary>
    /// <exception cref="RpcException">ABORTED.</exception>
    public static void Check(RunRow run, string etag)
    {
        if (etag.Length > 0 && etag != Of(run))
            throw Faults.Of(StatusCode.Aborted, $"{RunName.Of(run.Id)} has changed since: it is {run.State} now. Look at it again.");
    }
}
