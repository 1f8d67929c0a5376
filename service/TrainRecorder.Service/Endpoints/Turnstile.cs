using Grpc.Core;

namespace TrainRecorder.Service.Endpoints;

/// <summary>Lets in so many at once and turns away the next, instead of letting it wait.</summary>
/// <param name="places">How many.</param>
/// <param name="what">What they do, for people: <c>uploads</c>.</param>
internal sealed class Turnstile(int places, string what)
{
    private int _taken;

    /// <summary>Places that are taken.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Enters; dispose what is returned to leave.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: every place is taken.</exception>
    public IDisposable Enter()
    {
        if (Interlocked.Increment(ref _taken) <= places) return new Place(this);
        Interlocked.Decrement(ref _taken);
        throw Faults.Exhausted($"There are {places} {what} already, which is the limit. Try again later.");
    }

    private sealed class Place(Turnstile turnstile) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) Interlocked.Decrement(ref turnstile._taken);
        }
    }
}
