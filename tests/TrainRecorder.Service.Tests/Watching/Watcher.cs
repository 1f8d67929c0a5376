using System.Globalization;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Watching;

/// <summary>One who watches a run to its end, as the contract says one should: what is broken, silent or forgotten is gone on with.</summary>
internal sealed class Watcher
{
    // Far more than the service takes between two signs of life in these tests.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan _patience = s_patience;
    private long _next;

    private Watcher(TestService service, UnsteadyProxy proxy, string run, long start)
    {
        _next = start;
        Done = Task.Run(() => WatchAsync(service, proxy, run));
    }

    /// <summary>Completes when something came.</summary>
    public Task Begun => _begun.Task;

    /// <summary>Completes when the terminal change came.</summary>
    public Task Done { get; }

    /// <summary>The durable changes, in the order in which they came.</summary>
    public List<WatchRunResponse> Events { get; } = [];

    /// <summary>What it was told to be kept no longer: from the revision that it asked for, up to the earliest that there is.</summary>
    public List<(long From, long Earliest)> Forgotten { get; } = [];

    /// <summary>Bookmarks that came.</summary>
    public int Bookmarks { get; private set; }

    /// <summary>Begins to watch; something came before this completes.</summary>
    public static async Task<Watcher> BeginAsync(TestService service, UnsteadyProxy proxy, string run, long start)
    {
        var watcher = new Watcher(service, proxy, run, start);
        await Task.WhenAny(watcher.Begun, watcher.Done).Soon();
        return watcher;
    }

    private async Task WatchAsync(TestService service, UnsteadyProxy proxy, string run)
    {
        while (!await TryAsync(service, proxy, run))
        {
        }
    }

    private async Task<bool> TryAsync(TestService service, UnsteadyProxy proxy, string run)
    {
        var client = new HttpClient(new SocketsHttpHandler(), disposeHandler: true);
        client.DefaultRequestHeaders.Authorization = new("Bearer", service.Host.Token);
        using var channel = GrpcChannel.ForAddress(proxy.Address, new GrpcChannelOptions { HttpClient = client, DisposeHttpClient = true });
        using var call = new TrainingService.TrainingServiceClient(channel).WatchRun(new WatchRunRequest { Name = run, StartRevision = _next });
        try
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(_patience))
            {
                _patience = s_patience;
                _begun.TrySetResult();
                if (Take(call.ResponseStream.Current)) return true;
            }

            Assert.Fail("The stream ended well before the terminal event.");
        }
        catch (RpcException gone) when (gone.StatusCode == StatusCode.OutOfRange)
        {
            var earliest = long.Parse(gone.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Metadata["earliest_revision"], CultureInfo.InvariantCulture);
            Forgotten.Add((_next, earliest));
            _next = earliest;
            _begun.TrySetResult();
        }
        catch (Exception broken) when (broken is TimeoutException || broken is RpcException { StatusCode: StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled or StatusCode.Unknown })
        {
            // Cut, or silent for too long; gone on with. A machine that is too busy to answer so soon gets longer the next time.
            _patience *= 2;
        }

        return false;
    }

    private bool Take(WatchRunResponse change)
    {
        if (change.Progress is not null) return false;
        _next = change.Revision + 1;
        if (change.Bookmark is not null) Bookmarks++;
        else Events.Add(change);
        return change.Run is { State: RunState.Succeeded };
    }
}
