using System.Diagnostics;
using System.Globalization;

namespace TrainRecorder.EndToEnd.Tests;

/// <summary>The worker processes that a service started (Linux: read from /proc).</summary>
internal static class Workers
{
    public static IReadOnlyList<int> Of(ServiceProcess service) =>
        [.. Process.GetProcesses().Select(process => process.Id).Where(id => Parent(id) == service.Id)];

    /// <summary>kill -9 of every worker of a service.</summary>
    public static void Kill(ServiceProcess service)
    {
        foreach (var id in Of(service))
        {
            using var worker = Process.GetProcessById(id);
            worker.Kill(entireProcessTree: false);
        }
    }

    /// <summary>Completes when no worker of a service is left: one that has closed its attempt still has to exit.</summary>
    public static async Task GoneAsync(ServiceProcess service)
    {
        foreach (var id in Of(service))
        {
            try
            {
                using var worker = Process.GetProcessById(id);
                await worker.WaitForExitAsync().WaitAsync(Command.Limit);
            }
            catch (ArgumentException)
            {
                // It ended while we looked.
            }
        }
    }

    internal static int Parent(int id)
    {
        var stat = $"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat";
        try
        {
            // "id (name) state parent …"; a name may hold blanks and brackets.
            var fields = File.ReadAllText(stat);
            return int.Parse(fields[(fields.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return -1; // It ended while we looked.
        }
    }
}
