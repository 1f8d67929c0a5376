using System.Net.Sockets;
using System.Security.Authentication;
using Google.Rpc;
using Grpc.Core;
using TrainRecorder.Client.Jobs;

namespace TrainRecorder.Client.Connection;

/// <summary>Says for people what a failed call means.</summary>
internal static class RpcFailures
{
    /// <summary>The violations of an INVALID_ARGUMENT; empty if the failure has none.</summary>
    public static IReadOnlyList<Violation> ViolationsOf(RpcException failure) =>
        failure.StatusCode == StatusCode.InvalidArgument && failure.GetRpcStatus()?.GetDetail<BadRequest>() is { } bad
            ? [.. bad.FieldViolations.Select(violation => new Violation(violation.Field, violation.Description))]
            : [];

    /// <summary>Nobody answered, or the connection broke.</summary>
    public static bool IsUnreached(RpcException failure) =>
        failure.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded
        || failure.Status.DebugException is HttpRequestException or IOException or SocketException;

    public static CommandFailedException Explain(RpcException failure, Uri address)
    {
        var at = address.GetLeftPart(UriPartial.Authority);
        if (failure.Status.DebugException is { } cause && Reasons(cause).OfType<AuthenticationException>().FirstOrDefault() is { } untrusted)
            return new(ExitCode.Unreachable, $"the service at {at} is not believed: {untrusted.Message.ReplaceLineEndings(" ")} (--authority names whom to believe)");
        // It answered itself: it starts, stops or is busy, and has given the reason.
        if (failure.StatusCode is StatusCode.Unavailable && failure.Status is { DebugException: null, Detail.Length: > 0 })
            return new(ExitCode.Unreachable, $"the service at {at} cannot do this now: {Detail(failure)}");
        if (IsUnreached(failure)) return new(ExitCode.Unreachable, $"no service answers at {at}; start it, or name another with --server");
        if (failure.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied)
            return new(ExitCode.Unreachable, $"the service at {at} refuses us: {Detail(failure)}");
        if (failure.StatusCode is StatusCode.Unimplemented)
            return new(ExitCode.Unreachable, $"what answers at {at} is no TrainRecorder service, or an older one: {Detail(failure)}");

        var violations = ViolationsOf(failure);
        return violations.Count > 0 ? new(ExitCode.Bad, [.. violations.Select(violation => violation.ToString())]) : new(ExitCode.Bad, Detail(failure));
    }

    private static string Detail(RpcException failure) =>
        failure.Status.Detail is { Length: > 0 } detail ? detail.ReplaceLineEndings("; ") : $"the service answered {failure.StatusCode}";

    private static IEnumerable<Exception> Reasons(Exception failure)
    {
        for (Exception? reason = failure; reason is not null; reason = reason.InnerException) yield return reason;
    }
}
