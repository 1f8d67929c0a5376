using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace TrainRecorder.ReplayViewer.Serve;

/// <summary>The arguments of a request: whole numbers, and names that are only ever compared with those of the recording.</summary>
internal sealed record Query(HttpContext Context)
{
    /// <summary>The page no longer wants the answer.</summary>
    public CancellationToken Aborted => Context.RequestAborted;

    /// <summary>A number in the path.</summary>
    public int Route(string name) => Convert.ToInt32(Context.GetRouteValue(name), CultureInfo.InvariantCulture);

    /// <summary>A text; empty if it is left out.</summary>
    public string Text(string name) => Context.Request.Query[name].ToString();

    /// <summary>The layer asked about.</summary>
    public int Layer() => Number("layer");

    /// <summary>A number that must be there.</summary>
    /// <exception cref="BadHttpRequestException">It is not.</exception>
    public int Number(string name) => NumberOrNull(name) ?? throw new BadHttpRequestException($"{name} is missing");

    /// <summary>A number of at least 0, or null if it is left out.</summary>
    /// <exception cref="BadHttpRequestException">It is no such number.</exception>
    public int? NumberOrNull(string name)
    {
        string text = Text(name);
        if (text.Length == 0)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : throw new BadHttpRequestException($"{name} is no number");
    }
}
