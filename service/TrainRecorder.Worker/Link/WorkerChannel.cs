using System.Net.Sockets;
using Grpc.Net.Client;

namespace TrainRecorder.Worker.Link;

/// <summary>The way to WorkerService: plain HTTP/2 over a Unix domain socket.</summary>
internal static class WorkerChannel
{
    /// <summary>A channel that connects when it is first used, and again whenever the connection broke.</summary>
    /// <exception cref="ArgumentException">The path is too long for a socket.</exception>
    public static GrpcChannel Open(string socketPath)
    {
        var endpoint = new UnixDomainSocketEndPoint(socketPath);
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(endpoint, cancellationToken).ConfigureAwait(false);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
        // The name in the address is never looked up; retries are ServiceLink's.
        return GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
    }
}
