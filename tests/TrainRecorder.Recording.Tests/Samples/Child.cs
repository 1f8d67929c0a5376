using System.Diagnostics;
using System.Globalization;

namespace TrainRecorder.Recording.Tests.Samples;

/// <summary>The test program as another process, doing one of the things that Program.cs lists.</summary>
internal static class Child
{
    public static Process Start(params ReadOnlySpan<string> arguments) => Start(mostHeapBytes: null, arguments);

    /// <param name="mostHeapBytes">How much .NET may keep in its heap; it runs out of memory beyond that. Null: what the machine has.</param>
    /// <param name="arguments">What Program.cs lists.</param>
    public static Process Start(long? mostHeapBytes, params ReadOnlySpan<string> arguments)
    {
        string name = typeof(Child).Assembly.GetName().Name!;
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? $"{name}.exe" : name)) { RedirectStandardOutput = true };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (mostHeapBytes is long most)
        {
            start.Environment["DOTNET_GCHeapHardLimit"] = most.ToString("x", CultureInfo.InvariantCulture);
        }

        return Process.Start(start)!;
    }
}
