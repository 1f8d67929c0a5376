using Google.Protobuf;
using Grpc.Core;
using TrainRecorder.V1;

namespace TrainRecorder.EndToEnd.Tests.Campaigns;

/// <summary>What campaigns share: how long they are, and a client that does not give up while the service is away.</summary>
internal static class Campaign
{
    /// <summary>TRAINRECORDER_LONG_TESTS=1, which <c>tests/run --long</c> sets.</summary>
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("TRAINRECORDER_LONG_TESTS") == "1";

    /// <summary>A tiny job that needs no file; the same bits each time it is trained.</summary>
    public static Job Job(int epochs, int samples) => new()
    {
        Name = "campaign",
        Data = new Data { Generate = new Generator { Teacher = new Teacher { Features = 20, Classes = 4, Samples = samples } } },
        Network = new Network { Shape = { 20, 16, 4 }, Activation = "tanh" },
        Training = new Training { Epochs = epochs, BatchSize = 10, Seed = 5 },
        Recording = new RecordingOptions { ProbeSamples = 16 },
    };

    /// <summary>Makes a call until it is answered, as a client does that tries again on UNAVAILABLE.</summary>
    /// <param name="call">The call; null while there is nobody to call.</param>
    public static async Task<T> InsistAsync<T>(Func<Task<T>?> call)
        where T : IMessage
    {
        while (true)
        {
            try
            {
                if (call() is { } answer) return await answer;
            }
            catch (RpcException fault) when (fault.StatusCode is StatusCode.Unavailable or StatusCode.Unauthenticated or StatusCode.Cancelled or StatusCode.Internal)
            {
                // It is being killed or started.
            }
            catch (ObjectDisposedException)
            {
                // So is the channel to it.
            }

            // Real processes know no fake clock.
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    /// <summary>Every durable change of a run, over as many streams as that takes; ends after the terminal one.</summary>
    public static async IAsyncEnumerable<WatchRunResponse> WatchAsync(Func<ServiceProcess> service, string run)
    {
        for (long next = 1; ;)
        {
            using var call = service().Training.WatchRun(new WatchRunRequest { Name = run, StartRevision = next });
            while (await NextAsync(call) is { } change)
            {
                next = change.Revision + 1;
                if (change.Bookmark is not null || change.Progress is not null) continue;
                yield return change;
                if (change.Run is { State: RunState.Succeeded or RunState.Failed or RunState.Cancelled }) yield break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    // Null: the stream is broken, or was never there.
    private static async Task<WatchRunResponse?> NextAsync(AsyncServerStreamingCall<WatchRunResponse> call)
    {
        try
        {
            return await call.ResponseStream.MoveNext(CancellationToken.None) ? call.ResponseStream.Current : null;
        }
        catch (RpcException broken) when (broken.StatusCode is StatusCode.Unavailable or StatusCode.Unauthenticated or StatusCode.Cancelled or StatusCode.Internal)
        {
            return null;
        }
    }
}
