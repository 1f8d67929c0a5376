using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TrainRecorder.ReplayViewer.Tests.Page;

/// <summary>
/// A line of TCP between a browser and a server on this machine, which can be cut: with a reset, as when a program ends, or without a word,
/// as when a cable is drawn. Connections that were cut stay dead when the line is mended; new ones work.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<TcpClient> _open = [];
    private readonly int _to;
    private readonly Task _accepting;
    private CancellationTokenSource _silence = new();
    private bool _isCut;

    /// <param name="to">The address of the server.</param>
    public Relay(string to)
    {
        _to = new Uri(to).Port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The address to open instead of the server's.</summary>
    public string Address => $"http://127.0.0.1:{Port}/";

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Cuts every connection, and refuses new ones.</summary>
    /// <param name="isSilent">Nothing passes any more, but neither end is told.</param>
    public void Cut(bool isSilent)
    {
        lock (_lock)
        {
            _isCut = true;
            _silence.Cancel();
            foreach (TcpClient client in isSilent ? [] : _open)
            {
                // Lingering for no time at all sends a reset.
                client.Client.LingerState = new LingerOption(enable: true, seconds: 0);
                client.Close();
            }
            if (!isSilent)
                _open.Clear();
        }
    }

    /// <summary>Lets new connections pass.</summary>
    public void Mend()
    {
        lock (_lock)
        {
            _isCut = false;
            _silence = new CancellationTokenSource();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        lock (_lock)
            _open.ForEach(client => client.Close());
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient browser = await _listener.AcceptTcpClientAsync(_stop.Token);
                lock (_lock)
                {
                    if (_isCut)
                    {
                        browser.Close();
                        continue;
                    }
                    TcpClient server = new();
                    _open.AddRange([browser, server]);
                    _ = JoinAsync(browser, server, _silence.Token);
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task JoinAsync(TcpClient browser, TcpClient server, CancellationToken silence)
    {
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _to, _stop.Token);
            await Task.WhenAny(PassAsync(browser, server, Rename, silence), PassAsync(server, browser, bytes => bytes, silence));
            if (!silence.IsCancellationRequested)
                Close(browser, server);
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
            Close(browser, server);
        }
    }

    private void Close(params ReadOnlySpan<TcpClient> ends)
    {
        lock (_lock)
        {
            foreach (TcpClient end in ends)
            {
                // One that was closed is not there any more to be cut.
                _open.Remove(end);
                end.Close();
            }
        }
    }

    /// <summary>The server answers only those who call it by its own name.</summary>
    private byte[] Rename(byte[] request) => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(request).Replace($"127.0.0.1:{Port}", $"127.0.0.1:{_to}", StringComparison.Ordinal));

    private async Task PassAsync(TcpClient from, TcpClient to, Func<byte[], byte[]> change, CancellationToken silence)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(silence, _stop.Token);
        byte[] buffer = new byte[64 << 10];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, end.Token) is > 0 and int read)
                await to.GetStream().WriteAsync(change(buffer[..read]), end.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One end is gone, or the line was cut.
        }
    }
}
