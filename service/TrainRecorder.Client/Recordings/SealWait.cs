using Grpc.Core;
using TrainRecorder.Client.Connection;
using TrainRecorder.Client.Output;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Recordings;

/// <summary>Waits for the seal of a run that has just ended, which comes a moment after its last epoch.</summary>
internal static class SealWait
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    /// <summary>Makes a call that needs a sealed recording, again and again while the seal is under way.</summary>
    /// <exception cref="RpcException">The call failed, and no seal is to be expected that would change it.</exception>
    public static async Task<T> CallAsync<T>(Server server, Terminal terminal, string run, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var begin = terminal.Time.GetTimestamp();
        var wasSealed = false;
        while (true)
        {
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (RpcException notSealed) when (notSealed.StatusCode == StatusCode.FailedPrecondition && terminal.Time.GetElapsedTime(begin) < s_patience)
            {
                var answer = await server.Training.GetRunAsync(new() { Name = run }, cancellationToken: cancellationToken).ConfigureAwait(false);
                // Also a cancelled or failed run is sealed, if an epoch of it was committed. It may have been sealed between
                // the refusal and this answer: then one more call is worth its while.
                var isSealed = answer.Run.Recording?.State == RecordingState.Sealed;
                var isExpected = RunText.IsTerminal(answer.Run.State) && answer.Run.Progress is { HasEpoch: true } && !(isSealed && wasSealed);
                wasSealed = isSealed;
                if (!isExpected) throw;
                if (isSealed) continue;
            }

            await Task.Delay(s_interval, terminal.Time, cancellationToken).ConfigureAwait(false);
        }
    }
}
