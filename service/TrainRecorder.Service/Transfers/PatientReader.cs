using Google.Protobuf;
using Grpc.Core;
using TrainRecorder.Service.Endpoints;

namespace TrainRecorder.Service.Transfers;

/// <summary>Reads from a stream, and gives up on a sender who sends nothing for too long.</summary>
/// <remarks>Kestrel's limits on slow bodies do not hold on gRPC streams: this one is ours.</remarks>
internal sealed class PatientReader<T>(IAsyncStreamReader<T> stream, TimeSpan patience, TimeProvider time)
    where T : class
{
    /// <summary>The next message, or null at the end.</summary>
    /// <exception cref="RpcException">DEADLINE_EXCEEDED: nothing came for too long. UNKNOWN: it is no message.</exception>
    public async Task<T?> NextAsync(CancellationToken cancellationToken)
    {
        using var idle = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellationToken);
        try
        {
            return await stream.MoveNext(either.Token) ? stream.Current : null;
        }
        catch (InvalidProtocolBufferException)
        {
            // As the library answers it where a call has one message.
            throw Faults.Of(StatusCode.Unknown, "What came is no message of the contract.");
        }
        catch (Exception fault) when (fault is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled } && idle.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Faults.Of(StatusCode.DeadlineExceeded, $"No bytes came for {patience.TotalSeconds:0.###} s. Go on where the upload stopped.");
        }
    }
}
