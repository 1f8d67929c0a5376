using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Security.Tokens;
using TrainRecorder.Service.Runs;

namespace TrainRecorder.Service.Attempts;

/// <summary>Lets in the worker of an attempt, and nobody else: each call carries the attempt's own token.</summary>
internal sealed class WorkerGate(RunCatalogue catalogue)
{
    /// <summary>The attempt that a call is of; it may be over.</summary>
    /// <exception cref="RpcException">UNAUTHENTICATED: there is no such attempt, or the token is another's.</exception>
    public async Task<AttemptRow> IdentifyAsync(string run, int attempt, ServerCallContext context)
    {
        var row = RunName.TryParse(run, out var id)
            ? await catalogue.ReadAsync(
                rows => rows.Attempts.FirstOrDefaultAsync(row => row.RunId == id && row.Number == attempt, context.CancellationToken), context.CancellationToken)
            : null;
        if (row is null || !AccessToken.Matches(context.RequestHeaders.GetValue("authorization"), row.TokenHash))
            throw Faults.Of(StatusCode.Unauthenticated, "The token is not that of the attempt.");
        return row;
    }

    /// <summary>The live attempt that a call is of.</summary>
    /// <exception cref="RpcException">UNAUTHENTICATED as above; FAILED_PRECONDITION: the attempt is over.</exception>
    public async Task<AttemptRow> EnterAsync(string run, int attempt, ServerCallContext context)
    {
        var row = await IdentifyAsync(run, attempt, context);
        return row.EndTime is null ? row : throw Faults.AttemptOver();
    }
}
