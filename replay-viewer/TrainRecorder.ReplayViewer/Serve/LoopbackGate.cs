using Microsoft.AspNetCore.Http;

namespace TrainRecorder.ReplayViewer.Serve;

/// <summary>
/// Lets in only what a browser on this machine asks for the page itself: the Host header must name loopback (a foreign name that
/// resolves to it is somebody's trick), and a request that another site's page makes is refused.
/// </summary>
/// <param name="next">What comes after.</param>
/// <param name="policy">The content security policy of the page.</param>
internal sealed class LoopbackGate(RequestDelegate next, string policy)
{
    private static readonly HashSet<string> s_hosts = new(StringComparer.OrdinalIgnoreCase) { "127.0.0.1", "localhost", "[::1]" };

    public Task InvokeAsync(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        if (Refusal(context.Request) is not { } status)
            return next(context);
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static int? Refusal(HttpRequest request)
    {
        if (!s_hosts.Contains(request.Host.Host) || request.Host.Port != request.HttpContext.Connection.LocalPort)
            return StatusCodes.Status421MisdirectedRequest;
        string origin = request.Headers.Origin.ToString();
        bool foreign = origin.Length > 0 && !origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
        if (foreign || request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "none" or "same-origin"))
        {
            // A link on another site may lead here; a page there may not read what is here.
            bool isVisit = !foreign && request.Path == "/" && request.Headers["Sec-Fetch-Mode"] == "navigate";
            return isVisit ? null : StatusCodes.Status403Forbidden;
        }
        return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? null : StatusCodes.Status405MethodNotAllowed;
    }
}
