using System.ComponentModel;
using System.Diagnostics;

namespace TrainRecorder.Service.Launching.Local;

/// <summary>Ends processes.</summary>
internal static class ProcessEnd
{
    /// <summary>Ends a process and all it started; nothing happens if it is gone.</summary>
    public static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception fault) when (fault is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It is gone, or about to be.
        }
    }
}
