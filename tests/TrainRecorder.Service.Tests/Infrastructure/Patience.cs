using System.Diagnostics;

namespace TrainRecorder.Service.Tests.Infrastructure;

/// <summary>Every wait of a test ends: a timeout is a failure, never a result.</summary>
internal static class Patience
{
    public static TimeSpan Limit { get; } = Debugger.IsAttached ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(2);

    public static Task Soon(this Task task) => task.WaitAsync(Limit);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit);

    public static Task<T> Soon<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Limit);

    public static Task<T> Soon<T>(this Grpc.Core.AsyncUnaryCall<T> call) => call.ResponseAsync.WaitAsync(Limit);
}
