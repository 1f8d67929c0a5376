using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TrainRecorder.Service.Security.Tls;

/// <summary>Whose certificates let a caller in (mutual TLS).</summary>
internal sealed class ClientAuthority(X509Certificate2Collection roots)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <summary>Reads the authorities' certificates from a PEM file.</summary>
    /// <exception cref="CryptographicException">The file holds none.</exception>
    public static ClientAuthority Load(string path)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(path);
        return roots.Count > 0 ? new ClientAuthority(roots) : throw new CryptographicException("it holds no certificate");
    }

    /// <summary>A certificate that one of the authorities gave out for clients, and that is valid now.</summary>
    public bool Vouches(X509Certificate2 certificate, X509Chain? presented)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        // The authority is the operator's own; it publishes no list that could be asked without a network.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        if (presented is not null) chain.ChainPolicy.ExtraStore.AddRange(presented.ChainElements.Select(element => element.Certificate).ToArray());
        return chain.Build(certificate);
    }
}
