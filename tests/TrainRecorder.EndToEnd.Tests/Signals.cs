using System.Runtime.InteropServices;

namespace TrainRecorder.EndToEnd.Tests;

/// <summary>Signals to processes.</summary>
internal static partial class Signals
{
    /// <summary>SIGINT: what Ctrl+C sends.</summary>
    public static void Interrupt(int process) => _ = Kill(process, signal: 2);

    /// <summary>SIGTERM.</summary>
    public static void Terminate(int process) => _ = Kill(process, signal: 15);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int id, int signal);
}
