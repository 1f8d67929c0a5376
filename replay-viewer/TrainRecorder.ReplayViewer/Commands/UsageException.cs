namespace TrainRecorder.ReplayViewer.Commands;

/// <summary>The command was wrong; the message says what and how it would be right.</summary>
internal sealed class UsageException(string message) : Exception(message);
