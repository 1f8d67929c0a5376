using System.Globalization;
using Grpc.Core;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Security.Tls;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Security;

/// <summary>Which of the two endpoints a connection came in by.</summary>
/// <param name="ForWorkers">The worker socket; otherwise the public endpoint.</param>
internal sealed record EndpointSide(bool ForWorkers);

/// <summary>
/// The door of both endpoints: each serves its own services only, and the public one only who calls it by its own name, is known,
/// and may do what the call does.
/// </summary>
/// <remarks>Runs before anything of a request's body is read.</remarks>
internal sealed class EndpointGate(RequestDelegate next, Callers callers, TransportSecurity transport, Drain drain, ILogger<EndpointGate> logger)
{
    private const string HealthPath = "/grpc.health.v1.Health";
    private static readonly PathString WorkerPath = "/" + WorkerService.Descriptor.FullName;

    /// <summary>Lets a request through or answers it.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var forWorkers = context.Features.Get<EndpointSide>() is { ForWorkers: true };
        if (!forWorkers && Refusal(context) is { } refusal)
        {
            LogMessages.CallerRefused(logger, context.Request.Path, refusal.StatusCode);
            return AnswerAsync(context, refusal);
        }

        if (forWorkers != context.Request.Path.StartsWithSegments(WorkerPath, StringComparison.Ordinal))
            return AnswerAsync(context, new Status(StatusCode.Unimplemented, "This endpoint does not serve this method."));
        if (!forWorkers && drain.Begun && !context.Request.Path.StartsWithSegments(HealthPath, StringComparison.Ordinal))
            return AnswerAsync(context, new Status(StatusCode.Unavailable, "The service is stopping. Try again later."));
        return next(context);
    }

    private Status? Refusal(HttpContext context)
    {
        // A page of a foreign site can make a browser call here, under a name of its own that it bound to our address.
        if (!transport.IsOurs(context.Request.Host.Host) || context.Request.Headers.ContainsKey("origin"))
            return new Status(StatusCode.PermissionDenied, "Only callers by a name of this service, and no web pages, are served.");
        if (callers.ScopeOf(context) is not { } scope) return new Status(StatusCode.Unauthenticated, "The bearer token is missing or wrong.");
        var needed = MethodScopes.Of(context.Request.Path);
        return scope >= needed ? null : new Status(StatusCode.PermissionDenied, $"This call needs the scope '{ScopeText.Of(needed)}'; the caller's is '{ScopeText.Of(scope)}'.");
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
