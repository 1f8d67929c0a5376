using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TrainRecorder.Tests.Certificates;

/// <summary>An authority that gives out certificates, as PEM files in a folder.</summary>
internal sealed class TestAuthority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly string _folder;
    private readonly X509Certificate2 _root;

    public TestAuthority(string folder, string name = "authority")
    {
        _folder = folder;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _root = request.CreateSelfSigned(Now.AddDays(-2), Now.AddDays(30));
        Path = System.IO.Path.Combine(folder, $"{name}.pem");
        File.WriteAllText(Path, _root.ExportCertificatePem());
    }

    /// <summary>Its own certificate.</summary>
    public string Path { get; }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>A certificate of a server with these names and 127.0.0.1, with its key, in one file.</summary>
    public string Server(string file, params string[] names) => Issue(file, ServerAuthentication, Now.AddDays(7), names);

    /// <summary>A certificate of a caller, with its key, in one file.</summary>
    public string Client(string file, bool expired = false, bool forServers = false) =>
        Issue(file, forServers ? ServerAuthentication : ClientAuthentication, expired ? Now.AddDays(-1) : Now.AddDays(7), []);

    public void Dispose() => _root.Dispose();

    private string Issue(string file, string usage, DateTimeOffset until, IReadOnlyList<string> names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={file}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        if (usage == ServerAuthentication)
        {
            var alternatives = new SubjectAlternativeNameBuilder();
            alternatives.AddIpAddress(IPAddress.Loopback);
            foreach (var name in names) alternatives.AddDnsName(name);
            request.CertificateExtensions.Add(alternatives.Build());
        }

        using var certificate = request.Create(_root, Now.AddDays(-2), until, RandomNumberGenerator.GetBytes(8));
        var path = System.IO.Path.Combine(_folder, $"{file}.pem");
        File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        return path;
    }
}
