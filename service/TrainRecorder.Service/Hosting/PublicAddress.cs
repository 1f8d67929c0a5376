using System.Net;

namespace TrainRecorder.Service.Hosting;

/// <summary>The address that callers use. Without TLS it is on the loopback interface or not at all.</summary>
internal static class PublicAddress
{
    /// <summary>Reads an address such as <c>http://127.0.0.1:5871</c>. <c>localhost</c> becomes <c>127.0.0.1</c>.</summary>
    /// <exception cref="FormatException">It is not one, or not on the loopback interface.</exception>
    public static Uri Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp || url.PathAndQuery != "/" || url.UserInfo.Length > 0)
            throw new FormatException("an address such as http://127.0.0.1:5871 is needed");

        var host = url.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback.ToString() : url.IdnHost;
        if (!IPAddress.TryParse(host, out var address) || !IPAddress.IsLoopback(address))
            throw new FormatException("without TLS the service listens on loopback addresses only (127.0.0.1, ::1)");
        return WithPort(address, url.Port);
    }

    /// <summary>The address as a URL.</summary>
    public static Uri WithPort(IPAddress address, int port) => new UriBuilder(Uri.UriSchemeHttp, address.ToString(), port).Uri;

    /// <summary>The end point to bind.</summary>
    public static IPEndPoint EndPoint(Uri url) => new(IPAddress.Parse(url.IdnHost), url.Port);

    /// <summary>
    /// A request's host names this machine's loopback interface: what a page of a foreign site, its name bound to 127.0.0.1, does
    /// not send.
    /// </summary>
    public static bool IsLoopbackHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
