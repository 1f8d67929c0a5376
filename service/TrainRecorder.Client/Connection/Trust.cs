using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TrainRecorder.Client.Connection;

/// <summary>Whom the client believes over TLS, and the certificate it shows of its own.</summary>
/// <param name="Authorities">PEM file of the authorities to believe instead of the system's; null: the system's.</param>
/// <param name="Certificate">PEM file of the client's own certificate; null: none.</param>
/// <param name="Key">PEM file of its key; null: in the file of the certificate.</param>
internal sealed record Trust(string? Authorities, string? Certificate, string? Key)
{
    public const string AuthoritiesVariable = "TRAINRECORDER_AUTHORITY";
    public const string CertificateVariable = "TRAINRECORDER_CERTIFICATE";
    public const string KeyVariable = "TRAINRECORDER_KEY";

    /// <summary>What a connection checks and shows.</summary>
    /// <exception cref="CommandFailedException">A file cannot be used.</exception>
    public SslClientAuthenticationOptions Options()
    {
        var options = new SslClientAuthenticationOptions();
        if (Authorities is not null)
        {
            var roots = Reading(Authorities, "the authority", () =>
            {
                var certificates = new X509Certificate2Collection();
                certificates.ImportFromPemFile(Authorities);
                return certificates.Count > 0 ? certificates : throw new CryptographicException("it holds no certificate");
            });
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }

        if (Certificate is not null)
        {
            options.ClientCertificates = [Reading(Certificate, "the certificate", () =>
            {
                using var pem = X509Certificate2.CreateFromPemFile(Certificate, Key ?? Certificate);
                // Windows cannot use a key that exists in memory only in a handshake.
                return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
            })];
        }

        return options;
    }

    private static T Reading<T>(string path, string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Usage, $"{what} in {path} cannot be used: {fault.Message.ReplaceLineEndings(" ")}");
        }
    }
}
