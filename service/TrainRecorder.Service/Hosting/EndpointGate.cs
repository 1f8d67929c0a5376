using System.Globalization;
using Grpc.Core;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Hosting;

/// <summary>Which of the two endpoints a connection came in by.</summary>
/// <param name="ForWorkers">The worker socket; otherwise the public endpoint.</param>
internal sealed record EndpointSide(bool ForWorkers);

/// <summary>
/// The door of both endpoints: each serves its own services only, and the public one only who has the token and came by this
/// machine's name.
/// </summary>
/// <remarks>Runs before anything of a request's body is read.</remarks>
internal sealed class EndpointGate(RequestDelegate next, PublicToken token, Drain drain)
{
    private const string HealthPath = "/grpc.health.v1.Health";
    private static readonly PathString WorkerPath = "/" + WorkerService.Descriptor.FullName;

    /// <summary>Lets a request through or answers it.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var forWorkers = context.Features.Get<EndpointSide>() is { ForWorkers: true };
        if (!forWorkers && Refusal(context.Request) is { } refusal) return AnswerAsync(context, refusal);
        if (forWorkers != context.Request.Path.StartsWithSegments(WorkerPath, StringComparison.Ordinal))
            return AnswerAsync(context, new Status(StatusCode.Unimplemented, "This endpoint does not serve this method."));
        if (!forWorkers && drain.Begun && !context.Request.Path.StartsWithSegments(HealthPath, StringComparison.Ordinal))
            return AnswerAsync(context, new Status(StatusCode.Unavailable, "The service is stopping. Try again later."));
        return next(context);
    }

    private Status? Refusal(HttpRequest request)
    {
        // A page of a foreign site can make a browser call here, under a name of its own that it bound to 127.0.0.1.
        if (!PublicAddress.IsLoopbackHost(request.Host.Host) || request.Headers.ContainsKey("origin"))
            return new Status(StatusCode.PermissionDenied, "Only callers of this machine, by a loopback name, are served.");
        return AccessToken.Matches(request.Headers.Authorization, token.Hash) ? null : new Status(StatusCode.Unauthenticated, "The bearer token is missing or wrong.");
    }

    // gRPC's short form of an answer without a message: the status among the headers.
    private static Task AnswerAsync(HttpContext context, Status status)
    {
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = ((int)status.StatusCode).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = Uri.EscapeDataString(status.Detail);
        return Task.CompletedTask;
    }
}

/// <summary>What is known of the token that callers must have.</summary>
/// <param name="Hash">Its SHA-256.</param>
internal sealed record PublicToken(byte[] Hash);
