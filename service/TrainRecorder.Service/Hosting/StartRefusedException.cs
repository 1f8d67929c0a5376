namespace TrainRecorder.Service.Hosting;

/// <summary>The service does not start; the message is the one line that says why.</summary>
internal sealed class StartRefusedException(string message) : Exception(message);
