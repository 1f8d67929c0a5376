using System.Runtime.CompilerServices;
using TrainRecorder.Hosting;

namespace TrainRecorder.Service.Tests.Infrastructure;

/// <summary>Keeps token files and sockets of the tests away from those of the person who runs them.</summary>
internal static class Surroundings
{
    // Short, for a socket's path has little room.
    public static string Folder { get; } = Directory.CreateTempSubdirectory("tr").FullName;

    [ModuleInitializer]
    internal static void Prepare()
    {
        Environment.SetEnvironmentVariable(LocalEndpoint.TokenFolderVariable, Path.Combine(Folder, "tokens"));
        Environment.SetEnvironmentVariable("XDG_RUNTIME_DIR", Folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _ = Remove(Folder);
    }

    /// <summary>Removes a folder of a test, in several tries: something in it may still be on the point of being closed or removed.</summary>
    /// <returns>False: it could not be removed.</returns>
    public static bool Remove(string folder) => SpinWait.SpinUntil(() => TryRemove(folder), TimeSpan.FromSeconds(10));

    private static bool TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return !Directory.Exists(folder);
        }
    }
}
