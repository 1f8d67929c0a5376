using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TrainRecorder.Service.Tests.Infrastructure;

/// <summary>
/// A TCP proxy before the service whose connections come to grief as a seed says: one after the other is cut in the middle of what
/// was said, or falls silent without being closed; until then it delays.
/// </summary>
internal sealed class UnsteadyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _service;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Random? _random;
    private readonly Task _accepting;
    private volatile bool _silent;
    private int _accepted;
    private int _cuts;
    private int _silences;

    /// <param name="service">Where it leads.</param>
    /// <param name="seed">What becomes of the connections; null: nothing by itself.</param>
    public UnsteadyProxy(Uri service, int? seed = null)
    {
        _service = new IPEndPoint(IPAddress.Loopback, service.Port);
        _random = seed is { } drawn ? new Random(drawn) : null;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Connections that were cut.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>Connections that fell silent.</summary>
    public int Silences => Volatile.Read(ref _silences);

    /// <summary>From now on every connection is silent, and stays open.</summary>
    public void Silence() => _silent = true;

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
            while (true) _connections.Add(CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token), Draw(Interlocked.Increment(ref _accepted))));
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient caller, Fate? fate)
    {
        using var onward = new TcpClient();
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        try
        {
            using (caller)
            {
                await onward.ConnectAsync(_service, cut.Token);
                var there = PumpAsync(caller.GetStream(), onward.GetStream(), null, cut);
                var back = PumpAsync(onward.GetStream(), caller.GetStream(), fate, cut);
                await Task.WhenAll(there, back);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException or SocketException)
        {
            // Cut, by us or by one of the two.
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, Fate? fate, CancellationTokenSource cut)
    {
        var buffer = new byte[16 << 10];
        try
        {
            for (var pieces = 0; await from.ReadAsync(buffer, cut.Token) is var count and > 0; pieces++)
            {
                if (_silent) await Task.Delay(Timeout.Infinite, cut.Token);
                if (fate is not null && pieces == fate.Pieces)
                {
                    // In the middle of what was said.
                    await to.WriteAsync(buffer.AsMemory(0, count / 2), cut.Token);
                    Interlocked.Increment(ref fate.FallsSilent ? ref _silences : ref _cuts);
                    if (fate.FallsSilent) await Task.Delay(Timeout.Infinite, cut.Token);
                    return;
                }

                // Real time: what is tried here is a network, which knows no fake clock. The waits are bounded.
                if (fate is not null && fate.Delay > TimeSpan.Zero) await Task.Delay(fate.Delay, TimeProvider.System, cut.Token);
                await to.WriteAsync(buffer.AsMemory(0, count), cut.Token);
            }
        }
        finally
        {
            await cut.CancelAsync();
        }
    }

    private Fate? Draw(int connection)
    {
        if (_random is null) return null;
        lock (_random) return new Fate(FallsSilent: connection % 3 == 0, Pieces: _random.Next(2, 14), Delay: TimeSpan.FromMilliseconds(_random.Next(3) == 0 ? _random.Next(1, 40) : 0));
    }

    private sealed record Fate(bool FallsSilent, int Pieces, TimeSpan Delay);
}
