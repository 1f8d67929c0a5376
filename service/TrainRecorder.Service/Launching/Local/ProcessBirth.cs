using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace TrainRecorder.Service.Launching.Local;

/// <summary>Tells a process from a later one that got the same id.</summary>
internal static class ProcessBirth
{
    /// <summary>The same text for as long as the process lives; null if it is gone or belongs to somebody else.</summary>
    public static string? Of(Process process)
    {
        try
        {
            return OperatingSystem.IsLinux() ? OnLinux(process.Id) : process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    // Process.StartTime is reckoned from the wall clock on Linux and moves when that is set. What the kernel says does not:
    // clock ticks since boot, the 22nd field, counted after the name in parentheses, which may hold anything.
    private static string OnLinux(int id)
    {
        var status = File.ReadAllText($"/proc/{id}/stat");
        var fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
        const int state = 0, startTime = 19;
        if (fields[state] is "Z" or "X") throw new InvalidOperationException("The process has ended.");
        return $"{fields[startTime]}@{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()}";
    }
}
