using System.Globalization;
using Google.Rpc;
using Grpc.Core;
using Status = Grpc.Core.Status;

namespace TrainRecorder.Service.Endpoints;

/// <summary>The errors of the contract, each made in one place.</summary>
internal static class Faults
{
    /// <summary>A worker's attempt is over.</summary>
    public static RpcException AttemptOver() => Of(StatusCode.FailedPrecondition, "The attempt is over. Exit and write nothing more.");

    /// <summary>There is no such run.</summary>
    public static RpcException NoRun(string name) => NotFound("run", name);

    /// <summary>There is no such thing.</summary>
    public static RpcException NotFound(string what, string name) => Of(StatusCode.NotFound, $"There is no {what} '{Shorten(name)}'.");

    /// <summary>The run is in a state in which this cannot be asked of it.</summary>
    public static RpcException WrongState(string name, V1.RunState state, Runs.RunTrigger trigger) => Of(
        StatusCode.FailedPrecondition,
        $"{Shorten(name)} is {state}: it cannot be asked to {trigger.ToString().ToLowerInvariant()}.");

    /// <summary>The recording is still a folder of segments.</summary>
    public static RpcException NotSealed(string name, string state) => Of(StatusCode.FailedPrecondition, $"The recording of {name} is not sealed yet: {state}. Watch the run and try again.");

    /// <summary>The service is about to stop.</summary>
    public static RpcException Stopping() => Of(StatusCode.Unavailable, "The service is stopping. Try again later.");

    /// <summary>What is asked for cannot be done at this moment, and soon can.</summary>
    public static RpcException Busy(string message) => Of(StatusCode.Unavailable, message);

    /// <summary>A limit is reached.</summary>
    public static RpcException Exhausted(string message) => Of(StatusCode.ResourceExhausted, message);

    /// <summary>What is stored or sent is damaged.</summary>
    public static RpcException DataLoss(string message) => Of(StatusCode.DataLoss, message);

    /// <summary>A watch begins before what is kept.</summary>
    /// <param name="earliest">The first revision that can be asked for.</param>
    public static RpcException Compacted(long earliest)
    {
        var revision = earliest.ToString(CultureInfo.InvariantCulture);
        var info = new ErrorInfo { Reason = "COMPACTED", Domain = "trainrecorder", Metadata = { ["earliest_revision"] = revision } };
        return new Google.Rpc.Status
        {
            Code = (int)Code.OutOfRange,
            Message = $"Changes before revision {revision} are no longer kept. Start at {revision}, or at 0 for the run as it is.",
            Details = { Google.Protobuf.WellKnownTypes.Any.Pack(info) },
        }.ToRpcException();
    }

    /// <summary>Any error.</summary>
    public static RpcException Of(StatusCode code, string message) => new(new Status(code, message));

    // What a caller wrote comes back to them readable, and not at any length.
    private static string Shorten(string text)
    {
        const int limit = 100;
        var clean = string.Concat(text.Take(limit).Select(character => char.IsControl(character) ? '?' : character));
        return text.Length > limit ? clean + "…" : clean;
    }
}
