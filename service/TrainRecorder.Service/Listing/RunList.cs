using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Listing.Filters;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Listing;

/// <summary>Lists runs.</summary>
internal sealed class RunList(RunCatalogue catalogue, PageTokens pages)
{
    /// <summary>A page of runs, and the token of the next one or an empty one.</summary>
    /// <exception cref="Grpc.Core.RpcException">As <c>TrainingService.ListRuns</c> says.</exception>
    public async Task<(IReadOnlyList<RunRow> Runs, string Next)> ReadAsync(ListRunsRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        FilterNode? filter = null;
        try
        {
            filter = FilterParser.Parse(request.Filter);
            if (filter is not null) RunFilter.Compile(filter);
        }
        catch (FilterException fault)
        {
            violations.Add("filter", $"at character {fault.Position + 1}: {fault.Message}");
        }

        if (RunOrder.Parse(request.OrderBy, out var expected) is not { } order)
        {
            violations.Add("order_by", expected);
            order = RunOrder.Parse("", out _)!;
        }

        var list = new PagedList(PagedListKind.Runs, $"{request.Filter}\n{request.OrderBy}");
        var page = await pages.ReadAsync(list, request.PageSize, request.PageToken, violations, cancellationToken);
        violations.ThrowIfAny("The runs cannot be listed.");
        var behind = page.IsFirst ? null : new RunPlace(page.Key, page.Before);
        var rows = await catalogue.ReadAsync(
            rows =>
            {
                var runs = filter is null ? rows.Runs : rows.Runs.Where(RunFilter.Compile(filter));
                return order.Apply(runs, behind).Take(page.Size + 1).ToListAsync(cancellationToken);
            },
            cancellationToken);
        if (rows.Count <= page.Size) return (rows, "");
        var last = order.PlaceOf(rows[page.Size - 1]);
        return (rows[..page.Size], await pages.NextAsync(list, last.CreateRevision, last.Key, cancellationToken));
    }
}
