using System.Runtime.InteropServices;

namespace TrainRecorder.Recording.Internal.Writing;

/// <summary>Lets a thread give way to those that train: where all cores are busy, one of them standing still would make the others wait for it.</summary>
internal static partial class ThreadNiceness
{
    // A third of the processor time of a thread that trains: enough to keep up with it.
    private const int Increment = 5;

    /// <summary>For the calling thread, for good. Whether the system grants it changes nothing but speed.</summary>
    public static void GiveWay()
    {
        if (OperatingSystem.IsLinux())
        {
            // .NET's priorities mean nothing there; niceness is each thread's own (nice(2), "C library/kernel differences").
            _ = Nice(Increment);
        }
        else
        {
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        }
    }

    [LibraryImport("libc", EntryPoint = "nice")]
    private static partial int Nice(int increment);
}
