using System.Security.Cryptography;
using System.Text;

namespace TrainRecorder.Service.Security.Tokens;

/// <summary>A bearer token: 256 random bits, in hexadecimal.</summary>
internal static class AccessToken
{
    /// <summary>A new one.</summary>
    public static string Create() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is kept of a token where the token itself need not be known.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>The token in an <c>authorization</c> header; null if there is none.</summary>
    public static string? Presented(string? authorization)
    {
        const string scheme = "Bearer ";
        return authorization is not null && authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? authorization[scheme.Length..] : null;
    }

    /// <summary>The <c>authorization</c> header carries the token. Takes the same time whatever is presented.</summary>
    public static bool Matches(string? authorization, ReadOnlySpan<byte> tokenHash) =>
        CryptographicOperations.FixedTimeEquals(Hash(Presented(authorization) ?? ""), tokenHash);
}
