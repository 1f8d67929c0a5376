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
        var text = string.Join("; ", all.Take(shown).Select(violation => $"{Shorten(violation.Field)}: {Shorten(violation.Description)}"));
        var more = all.Count > shown ? $"; and {all.Count - shown} more" : "";
        var status = new Google.Rpc.Status
        {
            Code = (int)Code.InvalidArgument,
            Message = $"{message} {text}{more}",
            Details = { Google.Protobuf.WellKnownTypes.Any.Pack(Bounded()) },
        };
        return status.ToRpcException();
    }

    // Details travel among the trailers, of which clients take 64 KiB: a job of a thousand wrong layers must not make its answer unreadable.
    private BadRequest Bounded()
    {
        const int maxBytes = 32 << 10;
        var bounded = new BadRequest();
        var bytes = 0;
        foreach (var violation in _details.FieldViolations)
        {
            var kept = new BadRequest.Types.FieldViolation { Field = Shorten(violation.Field), Description = Shorten(violation.Description) };
            bytes += kept.CalculateSize();
            if (bytes > maxBytes)
            {
                var left = _details.FieldViolations.Count - bounded.FieldViolations.Count;
                bounded.FieldViolations.Add(new BadRequest.Types.FieldViolation { Description = $"and {left} more" });
                break;
            }

            bounded.FieldViolations.Add(kept);
        }

        return bounded;
    }

    private static string Shorten(string text)
    {
        const int limit = 500;
        return text.Length <= limit ? text : text[..limit] + "…";
    }
}
