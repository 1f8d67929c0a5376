using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Text;
using TrainRecorder.Scene.Wiring;

namespace TrainRecorder.Scene.Composition;

/// <summary>What is said of the edges between two layers: what was left out, why, and what a line is if it is not one weight.</summary>
internal static class EdgeCaption
{
    /// <summary>The longest form that fits into a width; empty if every weight is drawn and each line is one.</summary>
    public static string Text(EdgeCount count, Wire wire, EdgeQuantity quantity, TextStyle style, float width) =>
        Fit([.. Forms(count, wire, quantity)], style, width);

    /// <summary>The first form that fits; the last, shortened, if none does.</summary>
    public static string Fit(IReadOnlyList<string> forms, TextStyle style, float width) => forms.Count == 0
        ? ""
        : forms.FirstOrDefault(form => style.Width(form) <= width) ?? TextFit.Shorten(forms[^1], style, width);

    /// <summary>Of lines that carry nothing of their own.</summary>
    public static IReadOnlyList<string> Of(WireKind kind) => kind switch
    {
        WireKind.OneToOne => ["one to one", "1 : 1"],
        WireKind.Lookup => ["each number looks up a row", "looked up"],
        _ => [],
    };

    private static IEnumerable<string> Forms(EdgeCount count, Wire wire, EdgeQuantity quantity)
    {
        string all = NumberText.Count((long)count.Drawn + count.LeftOut + count.Zero + count.NotFinite);
        string noun = wire.Kind == WireKind.Weights ? $"{quantity.Noun()}s" : wire.IsKernel ? "kernels" : "channels";
        string norm = wire.Kind != WireKind.Strengths ? "" : wire.IsKernel ? "line: norm of a kernel" : "line: norm over a channel";
        string faults = count.NotFinite > 0 ? $"{NumberText.Count(count.NotFinite)} not finite" : "";
        if (count.Drawn == 0 && count.LeftOut > 0)
        {
            yield return $"none of {all} {noun} drawn{Tail(faults)}";
            yield return "edges not drawn";
        }
        else if (count.LeftOut > 0)
        {
            string drawn = NumberText.Count(count.Drawn);
            if (norm.Length > 0)
                yield return $"strongest {drawn} of {all} {noun}{Tail(faults)} · {norm}";
            yield return $"strongest {drawn} of {all} {noun}{Tail(faults)}";
            yield return $"strongest {drawn} of {all}{Tail(faults)}";
            yield return faults.Length > 0 ? $"of {all} {faults}" : $"{drawn} of {all}";
        }
        else if (count.Zero + count.NotFinite > 0)
        {
            string zero = count.Zero > 0 ? $"{NumberText.Count(count.Zero)} of {all} {noun} are zero" : "";
            yield return faults.Length == 0 ? zero : zero.Length == 0 ? $"{NumberText.Count(count.NotFinite)} of {all} {noun} are not finite" : $"{zero}, {faults}";
            yield return faults.Length == 0 ? $"{NumberText.Count(count.Zero)} zero" : faults;
        }
        else if (norm.Length > 0)
        {
            yield return $"{norm} ({NumberText.Count(wire.Inner)} weights)";
            yield return norm;
            yield return "line: norm";
        }
    }

    private static string Tail(string faults) => faults.Length > 0 ? ", " + faults : "";
}
