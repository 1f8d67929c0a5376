using System.Diagnostics;
using System.Globalization;

namespace TrainRecorder.EndToEnd.Tests;

/// <summary>The worker processes that a service started (Linux: read from /proc).</summary>
internal static class Workers
{
    public static IReadOnlyList<int> Of(ServiceProcess service) =>
        [.. Process.GetProcesses().Select(process => process.Id).Where(id => Parent(id) == service.Id)];

    /// <summary>The workers at runs of a data folder, whichever service started them: each works in the folder of its run.</summary>
    public static IReadOnlyList<int> In(string data) =>
        [.. Process.GetProcesses().Select(process => process.Id).Where(id => Folder(id)?.StartsWith(System.IO.Path.Combine(data, "runs"), StringComparison.Ordinal) == true)];

    /// <summary>kill -9 of every worker of a service.</summary>
    public static void Kill(ServiceProcess service)
    {
        foreach (var id in Of(service)) Kill(id);
    }

    /// <summary>kill -9 of a worker, unless it has ended while we looked.</summary>
    public static void Kill(int id)
    {
        try
        {
            using var worker = Process.GetProcessById(id);
            worker.Kill(entireProcessTree: false);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // What was to be killed is not there.
        }
    }

    /// <summary>Completes when no worker of a service is left: one that has closed its attempt still has to exit.</summary>
    public static Task GoneAsync(ServiceProcess service) => GoneAsync(Of(service));

    /// <summary>Completes when workers have ended, each within a bound of time.</summary>
    public static async Task GoneAsync(IReadOnlyList<int> workers)
    {
        foreach (var id in workers)
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

    // Null: it ended while we looked, or is another user's.
    private static string? Folder(int id)
    {
        try
        {
            return new DirectoryInfo($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/cwd").LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
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
