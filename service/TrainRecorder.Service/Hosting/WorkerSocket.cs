using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace TrainRecorder.Service.Hosting;

/// <summary>
/// Where workers call: a Unix domain socket in a short folder of mode 0700, by a name that follows from the data folder alone, so
/// that a worker that outlives its service finds the next one.
/// </summary>
internal static class WorkerSocket
{
    /// <summary>What every system takes for the path of a socket, without the final zero (macOS: 104 bytes with it, Linux: 108).</summary>
    private const int MaxPathBytes = 103;

    private const string SystemRuntime = "/run";

    /// <summary>
    /// The socket's path; its folder is made, and what a service that was killed left there is removed. Call with the data folder
    /// locked.
    /// </summary>
    /// <exception cref="StartRefusedException">There is no place for it.</exception>
    public static string Prepare(DataFolder data)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data.Root)))[..16] + ".sock";
        var path = Path.Combine(RuntimeFolder(), name);
        if (Encoding.UTF8.GetByteCount(path) > MaxPathBytes)
            throw new StartRefusedException($"The path of the worker socket is longer than {MaxPathBytes} bytes; set XDG_RUNTIME_DIR to a shorter folder: {path}");
        try
        {
            PrivateFolder.Claim(Path.GetDirectoryName(path)!);
            File.Delete(path);
            return path;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The worker socket {path} cannot be made: {fault.Message}");
        }
    }

    /// <summary>Closes the socket to other users, on systems where the folder alone would not.</summary>
    public static void Protect(string path)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static string RuntimeFolder()
    {
        if (!Socket.OSSupportsUnixDomainSockets) throw new StartRefusedException("This system has no Unix domain sockets.");
        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        if (!string.IsNullOrEmpty(runtime) && Directory.Exists(runtime)) return Path.Combine(runtime, "trainrecorder");
        // Who may change the mode of every folder cannot tell by that whose it is: into this one nobody else can write.
        return Environment.IsPrivilegedProcess && Directory.Exists(SystemRuntime)
            ? Path.Combine(SystemRuntime, "trainrecorder")
            : Path.Combine(Path.GetTempPath(), $"trainrecorder-{Environment.UserName}");
    }
}
