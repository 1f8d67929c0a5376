using TrainRecorder.Hosting;

namespace TrainRecorder.Service.Hosting;

/// <summary>The file by which callers of the same user find the token of a service: mode 0600, there while the service runs.</summary>
internal sealed class TokenFile : IDisposable
{
    private readonly string _path;
    private readonly string _token;

    private TokenFile(string path, string token) => (_path, _token) = (path, token);

    /// <summary>Writes it.</summary>
    /// <exception cref="StartRefusedException">It cannot be written.</exception>
    public static TokenFile Write(Uri address, string token)
    {
        var path = "";
        try
        {
            path = LocalEndpoint.TokenPath(address);
            PrivateFolder.Make(Path.GetDirectoryName(path)!);
            var temporary = $"{path}.{Environment.ProcessId}.tmp";
            // Never written through a file that somebody else made, nor for a moment with a wider mode.
            File.Delete(temporary);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var writer = new StreamWriter(temporary, options)) writer.WriteLine(token);
            File.Move(temporary, path, overwrite: true);
            return new TokenFile(path, token);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new StartRefusedException($"The token file {path} cannot be written: {fault.Message}");
        }
    }

    /// <summary>Removes it, unless a later service at the same address has put its own in its place.</summary>
    public void Dispose()
    {
        if (File.Exists(_path) && File.ReadAllText(_path).Trim() == _token) File.Delete(_path);
    }
}
