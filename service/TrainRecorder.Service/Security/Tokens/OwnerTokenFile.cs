using System.Net;
using System.Text;
using TrainRecorder.Hosting;
using TrainRecorder.Service.Hosting;

namespace TrainRecorder.Service.Security.Tokens;

/// <summary>The file by which callers of the same user find the token of a service: mode 0600, there while the service runs.</summary>
internal sealed class OwnerTokenFile : IDisposable
{
    private readonly string _path;
    private readonly string _token;

    private OwnerTokenFile(string path, string token) => (_path, _token) = (path, token);

    /// <summary>Writes it.</summary>
    /// <param name="address">Where the service listens; on every interface means: also on the loopback one, where its owner calls.</param>
    /// <param name="token">What it holds.</param>
    /// <exception cref="StartRefusedException">It cannot be written.</exception>
    public static OwnerTokenFile Write(Uri address, string token)
    {
        var path = "";
        try
        {
            path = LocalEndpoint.TokenPath(OwnersAddress(address));
            PrivateFolder.Make(Path.GetDirectoryName(path)!);
            PrivateFile.Replace(path, Encoding.ASCII.GetBytes(token + "\n"));
            return new OwnerTokenFile(path, token);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new StartRefusedException($"The token file {path} cannot be written: {fault.Message}");
        }
    }

    /// <summary>Removes it, unless a later service at the same address has put its own in its place.</summary>
    public void Dispose()
    {
        if (File.Exists(_path) && File.ReadAllText(_path).Trim() == _token) File.Delete(_path);
    }

    private static Uri OwnersAddress(Uri address) => IPAddress.Parse(address.IdnHost) switch
    {
        var any when any.Equals(IPAddress.Any) => new UriBuilder(address) { Host = IPAddress.Loopback.ToString() }.Uri,
        var any when any.Equals(IPAddress.IPv6Any) => new UriBuilder(address) { Host = IPAddress.IPv6Loopback.ToString() }.Uri,
        _ => address,
    };
}
