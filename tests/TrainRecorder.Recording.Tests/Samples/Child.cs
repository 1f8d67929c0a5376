using System.Diagnostics;

namespace TrainRecorder.Recording.Tests.Samples;

/// <summary>The test program as another process, doing one of the things that Program.cs lists.</summary>
internal static class Child
{
    public static Process Start(params ReadOnlySpan<string> arguments)
    {
        string name = typeof(Child).Assembly.GetName().Name!;
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? $"{name}.exe" : name)) { RedirectStandardOutput = true };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
