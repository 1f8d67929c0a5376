namespace TrainRecorder.Client.Connection;

/// <summary>Which addresses of a service may be called: the token goes with every call, so plain text stays on this machine.</summary>
internal static class ServerAddress
{
    /// <summary>The address, or null and what is wrong with the text.</summary>
    public static (Uri? Address, string Fault) Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return (null, $"\"{text}\" is no address; say http://127.0.0.1:PORT or https://HOST");
        if (address.AbsolutePath != "/" || address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
            return (null, $"\"{text}\" has more than a host and a port");
        if (address.Scheme == "http" && !address.IsLoopback)
            return (null, $"\"{text}\" would send the access token in plain text; use https, or http to this machine only");
        return (address, "");
    }
}
