using System.Net;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Security.Tokens;

namespace TrainRecorder.Service.Security;

/// <summary>Who may do what: the owner's token, tokens that were given out, and client certificates.</summary>
internal sealed class Callers(OwnerToken owner, IssuedTokens issued, ServiceOptions options)
{
    /// <summary>What a caller may do; null: nobody we know.</summary>
    public Scope? ScopeOf(HttpContext context)
    {
        var presented = context.Request.Headers.Authorization.ToString();
        if (presented.Length == 0)
        {
            // The handshake has checked it: without an authority no certificate is asked for.
            return context.Connection.ClientCertificate is null ? null : options.ClientScope;
        }

        // The owner's token lies in a file on this machine: from elsewhere it can only have been stolen.
        if (IsLocal(context.Connection) && AccessToken.Matches(presented, owner.Hash)) return Scope.Admin;
        return AccessToken.Presented(presented) is { } token ? issued.Find(AccessToken.Hash(token))?.Scope : null;
    }

    private static bool IsLocal(ConnectionInfo connection) => connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
}

/// <summary>What is known of the token that the owner's own commands find.</summary>
/// <param name="Hash">Its SHA-256.</param>
internal sealed record OwnerToken(byte[] Hash);
