using System.ComponentModel;
using System.Diagnostics;

namespace TrainRecorder.ReplayViewer.Serve;

/// <summary>The browser that the system prefers.</summary>
internal static class Browser
{
    /// <summary>Opens an address; false if there is nothing to open it with.</summary>
    public static bool TryOpen(Uri address)
    {
        ProcessStartInfo start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true }
            : new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [address.AbsoluteUri])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
        try
        {
            using Process? process = Process.Start(start);
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
