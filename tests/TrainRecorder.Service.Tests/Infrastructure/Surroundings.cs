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
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);
    }
}
