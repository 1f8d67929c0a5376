using System.Net;

namespace TrainRecorder.Service.Security;

/// <summary>The address that callers use. Without TLS it is on the loopback interface or not at all.</summary>
internal static class PublicAddress
{
    /// <summary>
    /// Reads an address such as <c>http://127.0.0.1:5871</c> or <c>https://0.0.0.0:5871</c> (every interface). <c>localhost</c>
    /// becomes <c>127.0.0.1</c>.
    /// </summary>
    /// <exception cref="FormatException">It is not one, or it has neither TLS nor is it on the loopback interface.</exception>
    public static Uri Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps) || url.PathAndQuery != "/" || url.UserInfo.Length > 0)
            throw new FormatException("an address such as http://127.0.0.1:5871 or https://0.0.0.0:5871 is needed");

        var host = url.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback.ToString() : url.IdnHost;
        var isTls = url.Scheme == Uri.UriSchemeHttps;
        if (!IPAddress.TryParse(host, out var address)) throw new FormatException("an IP address of this machine is needed, not a name");
        if (!isTls && !IPAddress.IsLoopback(address))
            throw new FormatException("without TLS the service listens on loopback addresses only (127.0.0.1, ::1); use https and --tls-certificate");
        return With(url.Scheme, address, url.Port);
    }

    /// <summary>The address as a URL.</summary>
    public static Uri With(string scheme, IPAddress address, int port) => new UriBuilder(scheme, address.ToString(), port).Uri;

    /// <summary>The end point to bind.</summary>
    public static IPEndPoint EndPoint(Uri url) => new(IPAddress.Parse(url.IdnHost), url.Port);

    /// <summary>Only this machine can reach the address.</summary>
    public static bool IsLoopback(Uri url) => IPAddress.IsLoopback(IPAddress.Parse(url.IdnHost));

    /// <summary>
    /// A request's host names this machine's loopback interface: what a page of a foreign site, its name bound to 127.0.0.1, does
    /// not send.
    /// </summary>
    public static bool IsLoopbackHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
