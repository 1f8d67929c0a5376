using Grpc.Core;

namespace TrainRecorder.Service.Endpoints;

/// <summary>Writes to a stream, and gives up on a reader who takes nothing for too long.</summary>
/// <remarks>A write completes when the message is in the connection's buffer, which is bounded; it waits while that is full.</remarks>
internal sealed class PatientWriter<T>(IServerStreamWriter<T> stream, TimeSpan patience, TimeProvider time)
    where T : class
{
    /// <summary>Writes a message.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: the reader is too slow.</exception>
    public async Task WriteAsync(T message)
    {
        var writing = stream.WriteAsync(message);
        try
        {
            await writing.WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            // The write ends with the call; how is of no interest.
            _ = writing.ContinueWith(static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw Faults.Exhausted($"The reader took nothing for {patience.TotalSeconds:0.###} s. Resume where it stopped.");
        }
    }
}
