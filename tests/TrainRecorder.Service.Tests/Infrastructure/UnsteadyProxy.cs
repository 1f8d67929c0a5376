using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TrainRecorder.Service.Tests.Infrastructure;

/// <summary>A TCP proxy before the service that cuts, stalls and delays as a seed says.</summary>
internal sealed class UnsteadyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _service;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Random _random;
    private readonly Task _accepting;
    private int _cuts;

    public UnsteadyProxy(Uri service, int seed)
    {
        _service = new IPEndPoint(IPAddress.Loopback, service.Port);
        _random = new Random(seed);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Connections that were cut.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>No more misfortune from now on.</summary>
    public bool IsSteady { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting.Soon();
        await Task.WhenAll(_connections).Soon();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _connections.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient caller)
    {
        using var onward = new TcpClient();
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        try
        {
            using (caller)
            {
                await onward.ConnectAsync(_service, cut.Token);
                var there = PumpAsync(caller.GetStream(), onward.GetStream(), unsteady: false, cut);
                var back = PumpAsync(onward.GetStream(), caller.GetStream(), unsteady: true, cut);
                await Task.WhenAll(there, back);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException or SocketException)
        {
            // Cut, by us or by one of the two.
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, bool unsteady, CancellationTokenSource cut)
    {
        var buffer = new byte[16 << 10];
        try
        {
            while (await from.ReadAsync(buffer, cut.Token) is var count and > 0)
            {
                var misfortune = Next();
                if (unsteady && !IsSteady && misfortune < 0.08)
                {
                    // In the middle of what was said.
                    await to.WriteAsync(buffer.AsMemory(0, count / 2), cut.Token);
                    Interlocked.Increment(ref _cuts);
                    await cut.CancelAsync();
                    return;
                }

                // Real time: what is tried here is a network, which knows no fake clock. The waits are bounded.
                if (unsteady && !IsSteady && misfortune < 0.3) await Task.Delay(TimeSpan.FromMilliseconds(misfortune < 0.12 ? 60 : 3), TimeProvider.System, cut.Token);
                await to.WriteAsync(buffer.AsMemory(0, count), cut.Token);
            }
        }
        finally
        {
            await cut.CancelAsync();
        }
    }

    private double Next()
    {
        lock (_random) return _random.NextDouble();
    }
}
