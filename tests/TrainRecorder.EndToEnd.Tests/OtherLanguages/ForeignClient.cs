using System.Text.Json.Nodes;

namespace TrainRecorder.EndToEnd.Tests.OtherLanguages;

/// <summary>The programs of <c>tests/interop/grpc</c>: the same scenarios in each language, against a running service.</summary>
internal static class ForeignClient
{
    /// <summary>Debian's Python, whose packages are those of <c>tests/run</c>, whatever else is on the path.</summary>
    public const string Python = "/usr/bin/python3";

    private static readonly string s_source = Path.Combine(Checkout.Root, "tests", "interop", "grpc");
    private static readonly Lazy<Task<string>> s_stubs = new(MakeStubsAsync);
    private static readonly Lazy<Task> s_packages = new(InstallPackagesAsync);

    /// <summary>The collection of all who use the packages: <c>npm ci</c> takes them away for a moment.</summary>
    public const string Collection = "clients in other languages";

    /// <summary>The languages there are clients in.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["python", "node"];

    /// <summary>What a program saw.</summary>
    /// <param name="language">One of <see cref="Languages"/>.</param>
    /// <param name="scenario">What it does.</param>
    /// <param name="service">The service, whose token it finds.</param>
    /// <param name="folder">Where it puts files.</param>
    /// <param name="way">The address it calls; null: the service's.</param>
    public static async Task<JsonNode> RunAsync(string language, string scenario, ServiceProcess service, TemporaryFolder folder, string? way = null)
    {
        var address = new Uri(service.Url).Authority;
        string[] where = [scenario, address, way ?? address, folder.Path];
        var done = await Command.OrSkipAsync(async () =>
        {
            if (language == "node")
            {
                await s_packages.Value;
                return await Command.RunAsync("node", [Path.Combine(s_source, "node", "client.mjs"), .. where], service.Environment);
            }

            var environment = new Dictionary<string, string>(service.Environment) { ["PYTHONPATH"] = await s_stubs.Value };
            return await Command.RunAsync(Python, [Path.Combine(s_source, "python", "client.py"), .. where], environment);
        });
        Assert.True(done.ExitCode == 0, done.Errors);
        return JsonNode.Parse(done.Output)!;
    }

    private static async Task<string> MakeStubsAsync()
    {
        var folder = Path.Combine(Checkout.Root, "artifacts", "interop", "python");
        Directory.CreateDirectory(folder);
        var contract = Path.Combine(Checkout.Root, "proto");
        var files = Directory.GetFiles(Path.Combine(contract, "trainrecorder", "v1"), "*.proto").Append(Path.Combine(s_source, "error_details.proto"));
        (await Command.RunAsync(
            "protoc",
            ["-I", contract, "-I", s_source, $"--python_out={folder}", $"--grpc_out={folder}", "--plugin=protoc-gen-grpc=/usr/bin/grpc_python_plugin", .. files])).Good();
        return folder;
    }

    private static async Task InstallPackagesAsync()
    {
        var folder = Path.Combine(Checkout.Root, "deploy", "examples", "clients", "node");
        var installed = Path.Combine(folder, "node_modules", ".package-lock.json");
        if (File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"))) return;
        (await Command.RunAsync("npm", ["ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder], limit: Command.LongLimit)).Good();
    }
}
