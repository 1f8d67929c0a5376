using System.CommandLine;
using TrainRecorder.Client.Connection;
using TrainRecorder.Hosting;

namespace TrainRecorder.Client.Commands;

/// <summary>What every command takes.</summary>
internal static class GlobalOptions
{
    public static Option<Uri> Server { get; } = new("--server")
    {
        Description = "Address of the service.",
        HelpName = "URL",
        Recursive = true,
        DefaultValueFactory = _ => new Uri(LocalEndpoint.DefaultUrl),
        CustomParser = result =>
        {
            var (address, fault) = ServerAddress.Parse(result.Tokens[0].Value);
            if (address is null) result.AddError($"--server: {fault}");
            return address;
        },
    };

    public static Option<string?> Authority { get; } = File("--authority", $"PEM file of the authorities to believe over TLS. Default: {Trust.AuthoritiesVariable}, else the system's.");

    public static Option<string?> Certificate { get; } = File("--certificate", $"PEM file of our own certificate, where the service asks for one. Default: {Trust.CertificateVariable}.");

    public static Option<string?> Key { get; } = File("--key", $"PEM file of its key. Default: {Trust.KeyVariable}, else the certificate's file.");

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print JSON, one object a line.",
        Recursive = true,
    };

    /// <summary>All of them, in the order of the help text.</summary>
    public static IReadOnlyList<Option> All => [Server, Authority, Certificate, Key, Json];

    /// <summary>Whom a command line, and where it says nothing the environment, says to believe.</summary>
    public static Trust TrustOf(ParseResult parsed, Func<string, string?> variable)
    {
        return new(Value(Authority, Trust.AuthoritiesVariable), Value(Certificate, Trust.CertificateVariable), Value(Key, Trust.KeyVariable));

        string? Value(Option<string?> option, string name) => parsed.GetValue(option) ?? (variable(name) is { Length: > 0 } value ? value : null);
    }

    private static Option<string?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE", Recursive = true };
}
