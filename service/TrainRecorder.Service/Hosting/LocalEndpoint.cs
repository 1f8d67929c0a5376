using System.Globalization;
using System.Net;

namespace TrainRecorder.Hosting;

/// <summary>Where a service on this machine listens and where its token lies: the one rule that service and client share.</summary>
/// <remarks>The client's project links this file, so it may refer to nothing but the base library.</remarks>
internal static class LocalEndpoint
{
    /// <summary>Where the service listens and the client calls unless told otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5871";

    /// <summary>The environment variable that names another folder for token files.</summary>
    public const string TokenFolderVariable = "TRAINRECORDER_TOKEN_DIR";

    /// <summary>
    /// The file that holds the bearer token of the service at an address: <c>&lt;host&gt;_&lt;port&gt;.token</c>, one line.
    /// </summary>
    /// <remarks><c>localhost</c> is <c>127.0.0.1</c>, so that both spellings find the same service.</remarks>
    public static string TokenPath(Uri address)
    {
        var host = address.IdnHost.ToLowerInvariant();
        if (host == "localhost") host = IPAddress.Loopback.ToString();
        // An IPv6 address has colons, which Windows does not allow in a file's name.
        var file = string.Create(CultureInfo.InvariantCulture, $"{host.Replace(':', '-')}_{address.Port}.token");
        return Path.Combine(TokenFolder(), file);
    }

    /// <summary>
    /// The folder of token files: <c>$TRAINRECORDER_TOKEN_DIR</c>, else <c>trainrecorder/tokens</c> in <c>$XDG_STATE_HOME</c>,
    /// else in the user's local application data.
    /// </summary>
    /// <exception cref="InvalidOperationException">The user has no folder for application data and the variables are not set.</exception>
    private static string TokenFolder()
    {
        if (Environment.GetEnvironmentVariable(TokenFolderVariable) is { Length: > 0 } folder) return folder;

        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        if (string.IsNullOrEmpty(state))
            state = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (string.IsNullOrEmpty(state))
            throw new InvalidOperationException($"There is no folder for the user's application data; set {TokenFolderVariable}.");
        return Path.Combine(state, "trainrecorder", "tokens");
    }
}
