namespace TrainRecorder.Worker.Link;

/// <summary>The service said that the attempt is over: another one took its place, or the run is terminal. Write nothing more.</summary>
internal sealed class AttemptOverException(string message) : Exception(message);

/// <summary>No service was reached for a whole lease: another attempt may be under way by now.</summary>
internal sealed class ServiceLostException(string message) : Exception(message);
