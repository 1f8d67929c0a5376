using System.Diagnostics;

namespace TrainRecorder.Service.Launching.Local;

/// <summary>Where the worker's program is and how it is started: beside the service, by the same .NET that runs the service.</summary>
internal static class WorkerProgram
{
    private const string Name = "TrainRecorder.Worker";

    /// <summary>How to start it with arguments. Output and error stream are redirected; it has nothing to read.</summary>
    public static ProcessStartInfo Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo
        {
            FileName = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? Name + ".exe" : Name),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        if (Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase)) UseHost(start, host);
        else if (!File.Exists(start.FileName)) UseHost(start, "dotnet");
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return start;
    }

    private static void UseHost(ProcessStartInfo start, string host)
    {
        start.FileName = host;
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, Name + ".dll"));
    }
}
