using TrainRecorder.Hosting;

namespace TrainRecorder.Client.Connection;

/// <summary>The bearer token of a service: from <c>TRAINRECORDER_TOKEN</c>, else from the file that the service wrote for its address.</summary>
internal sealed class AccessToken
{
    public const string Variable = "TRAINRECORDER_TOKEN";

    private readonly Uri _address;
    private readonly bool _isGiven;
    private string _last;

    private AccessToken(Uri address, string? given)
    {
        (_address, _isGiven) = (address, given is not null);
        _last = given ?? Read();
    }

    /// <summary>Where it comes from, for people: the variable or the file.</summary>
    public string Source => _isGiven ? $"from {Variable}" : LocalEndpoint.TokenPath(_address);

    /// <summary>The token as it is now: a service that starts again may have made a new one. While it does, the last one.</summary>
    public string Current
    {
        get
        {
            if (_isGiven) return _last;
            try
            {
                return _last = Read();
            }
            catch (CommandFailedException)
            {
                // The service stops or starts. Whoever answers the call decides what the last token is worth.
                return _last;
            }
        }
    }

    /// <summary>The token for an address; null if there is none and the caller's certificate stands for it.</summary>
    /// <exception cref="CommandFailedException">There is none, and no certificate either.</exception>
    public static AccessToken? Find(Uri address, Func<string, string?> variable, Trust trust)
    {
        if (variable(Variable) is { Length: > 0 } given) return new(address, given);
        return trust.Certificate is null ? new(address, null) : null;
    }

    private string Read()
    {
        try
        {
            return File.ReadAllText(LocalEndpoint.TokenPath(_address)).Trim();
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandFailedException(
                ExitCode.Unreachable,
                $"no service at {_address.GetLeftPart(UriPartial.Authority)} has left its token on this machine; start it, name another with --server, or set {Variable}");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new CommandFailedException(ExitCode.Unreachable, $"the service's token cannot be read: {unreadable.Message}");
        }
    }
}
