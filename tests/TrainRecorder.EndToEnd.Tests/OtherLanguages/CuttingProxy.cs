using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TrainRecorder.EndToEnd.Tests.OtherLanguages;

/// <summary>
/// A TCP proxy before a service that cuts each connection after a number of bytes, counted both ways: the first soon, each that
/// follows after twice as many, so that whoever goes on where he was arrives.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _service;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;

    /// <param name="service">Where it leads.</param>
    /// <param name="bytes">After how many bytes the first connection is cut.</param>
    public CuttingProxy(Uri service, long bytes)
    {
        _service = new IPEndPoint(IPAddress.Loopback, service.Port);
        _listener.Start();
        _accepting = AcceptAsync(bytes);
    }

    /// <summary>Where to call, <c>HOST:PORT</c>.</summary>
    public string Address => ((IPEndPoint)_listener.LocalEndpoint).ToString();

    /// <summary>How many there were; each but the last was cut.</summary>
    public int Connections => _connections.Count;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting.WaitAsync(s_limit);
        await Task.WhenAll(_connections).WaitAsync(s_limit);
        _end.Dispose();
    }

    private async Task AcceptAsync(long bytes)
    {
        try
        {
            for (var budget = bytes; ; budget *= 2) _connections.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token), budget));
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient caller, long budget)
    {
        using var _ = caller;
        using var onward = new TcpClient();
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        try
        {
            await onward.ConnectAsync(_service, cut.Token);
            await Task.WhenAll(PumpAsync(caller.GetStream(), onward.GetStream()), PumpAsync(onward.GetStream(), caller.GetStream()));
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException or SocketException)
        {
            // Cut, by us or by one of the two.
        }

        async Task PumpAsync(NetworkStream from, NetworkStream to)
        {
            var buffer = new byte[16 << 10];
            try
            {
                // In the middle of what is said, for what is read beyond the budget goes nowhere.
                while (await from.ReadAsync(buffer, cut.Token) is var count and > 0 && Interlocked.Add(ref budget, -count) > 0)
                    await to.WriteAsync(buffer.AsMemory(0, count), cut.Token);
            }
            finally
            {
                await cut.CancelAsync();
            }
        }
    }
}
