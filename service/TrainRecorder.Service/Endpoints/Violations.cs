using Google.Rpc;
using Grpc.Core;

namespace TrainRecorder.Service.Endpoints;

/// <summary>Collects everything that is wrong with a request, to say it all at once.</summary>
internal sealed class Violations
{
    private readonly BadRequest _details = new();

    /// <summary>Starts with nothing.</summary>
    public Violations()
    {
    }

    /// <summary>Starts with violations that were found elsewhere.</summary>
    public Violations(IEnumerable<BadRequest.Types.FieldViolation> found) => _details.FieldViolations.AddRange(found);

    /// <summary>Something was found.</summary>
    public bool Any => _details.FieldViolations.Count > 0;

    /// <summary>Something is wrong with a field.</summary>
    public bool Has(string field) => _details.FieldViolations.Any(violation => violation.Field == field);

    /// <summary>Adds what is wrong with a field.</summary>
    public void Add(string field, string description) => _details.FieldViolations.Add(new BadRequest.Types.FieldViolation { Field = field, Description = description });

    /// <summary>Refuses the request if anything was found.</summary>
    /// <exception cref="RpcException">INVALID_ARGUMENT with google.rpc.BadRequest.</exception>
    public void ThrowIfAny(string message)
    {
        if (Any) throw ToException(message);
    }

    /// <summary>The error; its message repeats the first few violations, for clients that do not look at details.</summary>
    public RpcException ToException(string message)
    {
        const int shown = 5;
        var all = _details.FieldViolations;
        var text = string.Join("; ", all.Take(shown).Select(violation => $"{violation.Field}: {violation.Description}"));
        var more = all.Count > shown ? $"; and {all.Count - shown} more" : "";
        return new Google.Rpc.Status { Code = (int)Code.InvalidArgument, Message = $"{message} {text}{more}", Details = { Google.Protobuf.WellKnownTypes.Any.Pack(_details) } }.ToRpcException();
    }
}
