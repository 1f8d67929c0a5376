using System.CommandLine;
using Grpc.Core;
using TrainRecorder.Client.Connection;
using TrainRecorder.Client.Output;

namespace TrainRecorder.Client.Commands;

/// <summary>What a command works with.</summary>
/// <param name="Terminal">Where it writes.</param>
/// <param name="Variable">Looks an environment variable up.</param>
internal sealed record CommandContext(Terminal Terminal, Func<string, string?> Variable)
{
    /// <summary>Makes an action that talks to the service, and turns its failures into lines and an exit code.</summary>
    public Func<ParseResult, CancellationToken, Task<int>> Calling(Func<Server, Invocation, Task<int>> action) => async (parsed, cancellationToken) =>
    {
        var address = parsed.GetRequiredValue(GlobalOptions.Server);
        try
        {
            using var server = Open(parsed, address);
            return await action(server, new(parsed, parsed.GetValue(GlobalOptions.Json), cancellationToken)).ConfigureAwait(false);
        }
        catch (RpcException failure) when (!cancellationToken.IsCancellationRequested)
        {
            return Fail(RpcFailures.Explain(failure, address));
        }
        catch (Exception interrupted) when (interrupted is RpcException or OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            return Fail(new(ExitCode.Interrupted, "interrupted"));
        }
        catch (CommandFailedException failure)
        {
            return Fail(failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Fail(new(ExitCode.Bad, failure.Message));
        }
    };

    /// <summary>The service at an address.</summary>
    /// <exception cref="CommandFailedException">It has left no token, or a file that was named cannot be used.</exception>
    public Server Open(ParseResult parsed, Uri address)
    {
        var trust = GlobalOptions.TrustOf(parsed, Variable);
        return new Server(address, AccessToken.Find(address, Variable, trust), trust);
    }

    private int Fail(CommandFailedException failure)
    {
        foreach (var line in failure.Lines) Terminal.WriteNote(line);
        return failure.ExitCode;
    }
}

/// <summary>One call of a command.</summary>
internal readonly record struct Invocation(ParseResult Parsed, bool Json, CancellationToken CancellationToken);
