namespace TrainRecorder.EndToEnd.Tests;

/// <summary>The checkout under test and the executables built from it.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Service { get; } = Built("TrainRecorder.Service", "TrainRecorder.Service.dll");

    public static string Client { get; } = Built("TrainRecorder.Client", "trainrecorder.dll");

    public static string Replay { get; } = Built("TrainRecorder.ReplayViewer", "replay.dll");

    public static string Example(string file) => Path.Combine(Root, "deploy", "examples", file);

    private static string Built(string project, string file) => Path.Combine(Root, "artifacts", "bin", project, "debug", file);

    private static string Find(string folder)
    {
        while (!File.Exists(Path.Combine(folder, "TrainRecorder.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no TrainRecorder.sln above the tests");
        }

        return folder;
    }
}
