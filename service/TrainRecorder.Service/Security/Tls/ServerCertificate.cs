using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TrainRecorder.Service.Security.Tls;

/// <summary>The certificate of the service, read again when its file changes: renewing it needs no restart.</summary>
internal sealed class ServerCertificate(string certificatePath, string keyPath, ILogger logger)
{
    private readonly Lock _lock = new();
    private (DateTime Certificate, DateTime Key) _seen;
    private Loaded? _current;

    /// <summary>What a handshake presents: the certificate, and those between it and its authority.</summary>
    /// <exception cref="CryptographicException">The files hold none that can be used, and there was none before.</exception>
    public SslStreamCertificateContext Context => Current().Context;

    /// <summary>The certificate is of this host, a name or an address.</summary>
    public bool Covers(string host) => Current().Leaf.MatchesHostname(host.Trim('[', ']'));

    private Loaded Current()
    {
        lock (_lock)
        {
            var now = (File.GetLastWriteTimeUtc(certificatePath), File.GetLastWriteTimeUtc(keyPath));
            if (_current is not null && now == _seen) return _current;
            try
            {
                _current = Load();
            }
            catch (Exception fault) when (_current is not null && fault is CryptographicException or IOException or UnauthorizedAccessException)
            {
                // Half of a renewal: the certificate that was good goes on until the new one is whole.
                LogMessages.CertificateNotRenewed(logger, fault);
            }

            _seen = now;
            return _current!;
        }
    }

    private Loaded Load()
    {
        using var pem = X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
        // Windows cannot use a key that exists in memory only in a handshake.
        var leaf = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificatePath);
        var between = new X509Certificate2Collection(chain.Where(certificate => certificate.Thumbprint != leaf.Thumbprint).ToArray());
        return new Loaded(leaf, SslStreamCertificateContext.Create(leaf, between, offline: true));
    }

    private sealed record Loaded(X509Certificate2 Leaf, SslStreamCertificateContext Context);
}
