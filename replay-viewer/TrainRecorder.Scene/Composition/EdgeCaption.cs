using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Composition;

/// <summary>What is said below two layers of the edges between them: what was left out, and why.</summary>
internal static class EdgeCaption
{
    /// <summary>The longest form that fits into a width; empty if every weight is drawn.</summary>
    public static string Text(EdgeCount count, TextStyle style, float width)
    {
        string[] forms = [.. Forms(count)];
        return forms.Length == 0 ? "" : forms.FirstOrDefault(form => style.Width(form) <= width) ?? TextFit.Shorten(forms[^1], style, width);
    }

    private static IEnumerable<string> Forms(EdgeCount count)
    {
        string all = NumberText.Count((long)count.Drawn + count.LeftOut + count.Zero + count.NotFinite);
        string faults = count.NotFinite > 0 ? $"{NumberText.Count(count.NotFinite)} not finite" : "";
        if (count.LeftOut > 0)
        {
            string drawn = NumberText.Count(count.Drawn);
            string tail = faults.Length > 0 ? ", " + faults : "";
            yield return $"strongest {drawn} of {all} weights{tail}";
            yield return $"strongest {drawn} of {all}{tail}";
            yield return faults.Length > 0 ? $"of {all} {faults}" : $"{drawn} of {all}";
        }
        else if (count.Zero + count.NotFinite > 0)
        {
            string zero = count.Zero > 0 ? $"{NumberText.Count(count.Zero)} of {all} weights are zero" : "";
            yield return faults.Length == 0 ? zero : zero.Length == 0 ? $"{NumberText.Count(count.NotFinite)} of {all} weights are not finite" : $"{zero}, {faults}";
            yield return faults.Length == 0 ? $"{NumberText.Count(count.Zero)} zero" : faults;
        }
    }
}
