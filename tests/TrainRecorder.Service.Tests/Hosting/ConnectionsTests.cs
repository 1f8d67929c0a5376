using System.Net.Sockets;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Hosting;

public sealed class ConnectionsTests
{
    [Fact]
    public async Task Connection_OneTooMany_IsClosed_AndWorkersStillFindAPlace()
    {
        var setUp = new TestSetUp();
        setUp.Options.MaxConnections = 3;
        await using var service = await TestService.StartAsync(setUp);
        await service.SubmitAsync();
        using var second = await ConnectAsync(service);
        Assert.NotEqual(0, await ReadAsync(second));
        using var third = await ConnectAsync(service);
        Assert.NotEqual(0, await ReadAsync(third));

        using var fourth = await ConnectAsync(service);
        var answer = await ReadAsync(fourth);

        Assert.Equal(0, answer);
        using var worker = await service.OpenNextAsync();
        await worker.BeatAsync();
        await service.SubmitAsync();
    }

    [Fact]
    public async Task Caller_WhoIsGoneWithoutAWord_LosesItsPlace()
    {
        var setUp = new TestSetUp();
        // By the real clock, which is what the server's connections know.
        setUp.Options.SlowReader = TimeSpan.FromSeconds(1);
        await using var service = await TestService.StartAsync(setUp);
        await using var proxy = new UnsteadyProxy(service.Host.Address);
        var run = await service.SubmitAsync();
        var client = new HttpClient(new SocketsHttpHandler(), disposeHandler: true);
        client.DefaultRequestHeaders.Authorization = new("Bearer", service.Host.Token);
        using var channel = Grpc.Net.Client.GrpcChannel.ForAddress(proxy.Address, new() { HttpClient = client, DisposeHttpClient = true });
        using var watch = new TrainingService.TrainingServiceClient(channel).WatchRun(new WatchRunRequest { Name = run.Name });
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None).Soon());
        Assert.Equal(1, service.Part<Turnstiles>().Watchers.Taken);

        proxy.Silence();

        using var limit = new CancellationTokenSource(Patience.Limit);
        while (service.Part<Turnstiles>().Watchers.Taken > 0) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
    }

    private static async Task<TcpClient> ConnectAsync(TestService service)
    {
        var client = new TcpClient();
        await client.ConnectAsync(service.Host.Address.Host, service.Host.Address.Port).Soon();
        // Spoken to, so that it is known to have been let in.
        await client.GetStream().WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0"u8.ToArray());
        return client;
    }

    // 0: closed. What a server says first is its settings.
    private static async Task<int> ReadAsync(TcpClient client)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[100]).Soon();
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
