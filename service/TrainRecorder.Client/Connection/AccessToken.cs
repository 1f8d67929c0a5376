using TrainRecorder.Hosting;

namespace TrainRecorder.Client.Connection;

/// <summary>The bearer token of a service: from <c>TRAINRECORDER_TOKEN</c>, else from the file that the service wrote for its address.</summary>
internal static class AccessToken
{
    public const string Variable = "TRAINRECORDER_TOKEN";

    /// <exception cref="CommandFailedException">There is none.</exception>
    public static string Find(Uri address, Func<string, string?> variable)
    {
        if (variable(Variable) is { Length: > 0 } given) return given;
        try
        {
            return File.ReadAllText(LocalEndpoint.TokenPath(address)).Trim();
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandFailedException(ExitCode.Unreachable, $"no service at {address.GetLeftPart(UriPartial.Authority)} has left its token on this machine; start it, name another with --server, or set {Variable}");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new CommandFailedException(ExitCode.Unreachable, $"the service's token cannot be read: {unreadable.Message}");
        }
    }
}
