using System.Globalization;
using System.Runtime.InteropServices;

namespace TrainRecorder.EndToEnd.Tests;

/// <summary>Signals to processes.</summary>
internal static partial class Signals
{
    private const int Sigint = 2;
    private const int Sigterm = 15;

    /// <summary>SIGINT: what Ctrl+C sends. SIGTERM if the process ignores that, as all do that a script started in the background.</summary>
    public static void Interrupt(int process) => _ = Kill(process, IgnoresInterrupt(process) ? Sigterm : Sigint);

    /// <summary>SIGTERM.</summary>
    public static void Terminate(int process) => _ = Kill(process, Sigterm);

    private static bool IgnoresInterrupt(int process)
    {
        try
        {
            // "SigIgn:\t0000000000001006": a bit for each signal, the first for signal 1.
            var ignored = File.ReadLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
            return (ulong.Parse(ignored["SigIgn:".Length..].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) >> (Sigint - 1) & 1) == 1;
        }
        catch (IOException)
        {
            return false; // It ended while we looked, or there is no /proc.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int id, int signal);
}
