namespace TrainRecorder.Client.Tests.Infrastructure;

internal static class Timeouts
{
    private static readonly TimeSpan s_default = TimeSpan.FromMinutes(2);

    /// <summary>Fails a test that waits for something that does not come.</summary>
    public static Task<T> DefaultTimeout<T>(this Task<T> task) => task.WaitAsync(s_default);

    /// <inheritdoc cref="DefaultTimeout{T}"/>
    public static Task DefaultTimeout(this Task task) => task.WaitAsync(s_default);
}
