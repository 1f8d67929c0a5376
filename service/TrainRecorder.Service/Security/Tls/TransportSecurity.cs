using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Hosting;

namespace TrainRecorder.Service.Security.Tls;

/// <summary>How the public endpoint is protected on its way: not at all on the loopback interface, by TLS everywhere else.</summary>
internal sealed class TransportSecurity
{
    private readonly ServerCertificate? _certificate;
    private readonly ClientAuthority? _clients;

    private TransportSecurity(ServerCertificate? certificate, ClientAuthority? clients) => (_certificate, _clients) = (certificate, clients);

    /// <summary>What the options ask for.</summary>
    /// <exception cref="StartRefusedException">It is not safe, or a file cannot be used; says which.</exception>
    public static TransportSecurity Of(ServiceOptions options, DataFolder data, ILogger logger)
    {
        var isTls = options.Url.Scheme == Uri.UriSchemeHttps;
        if (!isTls)
        {
            return options is { TlsCertificate: null, TlsKey: null, ClientAuthority: null }
                ? new TransportSecurity(null, null)
                : throw new StartRefusedException("--tls-certificate, --tls-key and --client-authority need an address with https in --urls.");
        }

        if (options.TlsCertificate is not { } certificatePath) throw new StartRefusedException("An address with https needs --tls-certificate.");
        var keyPath = options.TlsKey ?? certificatePath;
        var certificate = new ServerCertificate(certificatePath, keyPath, logger);
        Using("--tls-certificate", certificatePath, () => _ = certificate.Context);
        var clients = options.ClientAuthority is { } authority ? Using("--client-authority", authority, () => ClientAuthority.Load(authority)) : null;
        if (!PublicAddress.IsLoopback(options.Url) && clients is null && HasNoTokens(data))
            throw new StartRefusedException("Other machines are served only with tokens or client certificates: give one out with 'token add NAME --scope submit', or set --client-authority.");
        return new TransportSecurity(certificate, clients);
    }

    /// <summary>Sets an endpoint up.</summary>
    public void Protect(ListenOptions endpoint)
    {
        if (_certificate is null) return;
        endpoint.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = _certificate.Context,
                ClientCertificateRequired = _clients is not null,
                RemoteCertificateValidationCallback = Accepts,
            }),
        });
    }

    /// <summary>A request's host is a name of this service. A page of a foreign site, its name bound to our address, does not send one.</summary>
    public bool IsOurs(string host) => _certificate is null ? PublicAddress.IsLoopbackHost(host) : _certificate.Covers(host);

    private bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        _clients is null || (certificate is X509Certificate2 presented && _clients.Vouches(presented, chain));

    private static bool HasNoTokens(DataFolder data)
    {
        try
        {
            return data.Tokens.Read().Count == 0;
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(fault.Message);
        }
    }

    private static void Using(string setting, string path, Action use) => Using<object?>(setting, path, () =>
    {
        use();
        return null;
    });

    private static T Using<T>(string setting, string path, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartRefusedException($"{setting}: {path} cannot be used: {fault.Message.ReplaceLineEndings(" ")}");
        }
    }
}
