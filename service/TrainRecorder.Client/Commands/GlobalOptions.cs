using System.CommandLine;
using TrainRecorder.Client.Connection;
using TrainRecorder.Hosting;

namespace TrainRecorder.Client.Commands;

/// <summary>What every command takes.</summary>
internal static class GlobalOptions
{
    public static Option<Uri> Server { get; } = new("--server")
    {
        Description = $"Address of the service. Default: {LocalEndpoint.DefaultUrl}",
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

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print JSON, one object a line.",
        Recursive = true,
    };
}
