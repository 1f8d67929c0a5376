namespace TrainRecorder.Service.Security.Tokens;

/// <summary>The tokens that were given out, as the file has them now: one that was taken back is worth nothing at its next call.</summary>
internal sealed class IssuedTokens(TokenList list, ILogger<IssuedTokens> logger)
{
    private readonly Lock _lock = new();
    private (DateTime Written, long Size) _seen = (DateTime.MinValue, -1);
    private Dictionary<string, IssuedToken> _byHash = [];

    /// <summary>Whose token has a hash; null: nobody's.</summary>
    /// <param name="hash">SHA-256 of what was presented. Whoever can choose it so that it is found has the token.</param>
    public IssuedToken? Find(ReadOnlySpan<byte> hash)
    {
        var key = Convert.ToHexStringLower(hash);
        lock (_lock)
        {
            Refresh();
            return _byHash.GetValueOrDefault(key);
        }
    }

    private void Refresh()
    {
        var file = new FileInfo(list.Path);
        var now = file.Exists ? (file.LastWriteTimeUtc, file.Length) : (DateTime.MinValue, -1);
        if (now == _seen) return;
        _seen = now;
        try
        {
            _byHash = list.Read().ToDictionary(token => token.Sha256, StringComparer.Ordinal);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            // What cannot be read lets nobody in.
            _byHash = [];
            LogMessages.TokensNotRead(logger, fault);
        }
    }
}
