namespace TrainRecorder.Worker.Attempts;

/// <summary>The run cannot go on, whoever tries; the message says why, for people.</summary>
internal sealed class AttemptFailedException(string message, Exception? innerException = null) : Exception(message, innerException);
