using Microsoft.Extensions.Time.Testing;
using TrainRecorder.Client.Commands;
using TrainRecorder.Client.Output;

namespace TrainRecorder.Client.Tests.Infrastructure;

/// <summary>The command as a script runs it, against the fake service, in a folder of its own.</summary>
public abstract class ClientFixture : IAsyncLifetime
{
    private FakeServer? _server;

    private protected FakeService Service { get; } = new();

    private protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));

    protected string Folder { get; } = Directory.CreateTempSubdirectory("tr-").FullName;

    protected Dictionary<string, string?> Variables { get; } = new() { [Client.Connection.AccessToken.Variable] = FakeService.Token };

    protected string Url => _server!.Url;

    public async ValueTask InitializeAsync() => _server = await FakeServer.StartAsync(Service);

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes a file in the folder and gives its path.</summary>
    protected string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs a command against the fake service.</summary>
    protected Task<Outcome> RunAsync(params string[] arguments) => RunAsync(Time, [.. arguments, "--server", Url]);

    /// <summary>Runs a command as it is.</summary>
    protected async Task<Outcome> RunAsync(TimeProvider time, string[] arguments, CancellationToken cancellationToken = default)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(output, error, time, isInteractive: false);
        var code = await TrainRecorderCommand.RunAsync(arguments, new CommandContext(terminal, Variables.GetValueOrDefault), cancellationToken).DefaultTimeout();
        return new Outcome(code, Trim(output), Trim(error));
    }

    /// <summary>Without the blanks that fill the last column.</summary>
    private static string Trim(StringWriter writer) =>
        string.Join('\n', writer.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).TrimEnd('\n');

    protected sealed record Outcome(int Code, string Output, string Error);
}
