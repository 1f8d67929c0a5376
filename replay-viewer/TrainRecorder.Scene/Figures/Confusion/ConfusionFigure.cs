using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Figures.Reading;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Plots;
using TrainRecorder.Scene.Shapes;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Figures.Confusion;

/// <summary>The confusion matrix: a row a class, a column the class it is taken for; right in one colour, wrong in the other, by their share of the row.</summary>
internal static class ConfusionFigure
{
    private const double Faintest = 0.14;
    private const float WidestName = 170;

    public static async Task<PictureScene> MakeAsync(FigureSource source, SceneOptions options, CancellationToken cancellationToken) =>
        Compose(source, await ConfusionMatrix.ReadAsync(source, cancellationToken).ConfigureAwait(false), options);

    private static PictureScene Compose(FigureSource source, ConfusionMatrix matrix, SceneOptions options)
    {
        string[] notes =
        [
            $"epoch {NumberText.Count(matrix.Epoch)}: {NumberText.Count(matrix.Right)} of {NumberText.Count(matrix.Samples)} samples of the probe right",
            "colour: share of the row",
            .. matrix.Undecided > 0 ? [$"{NumberText.Count(matrix.Undecided)} samples with outputs that are not numbers left out"] : Array.Empty<string>(),
        ];
        FigurePage page = new(options, "Confusion of the output layer", source.Subject, notes, matrix.Epoch);
        PlotType type = page.Type;
        float names = MathF.Min(matrix.Classes.Max(name => type.Axis.Width(name)), WidestName * type.Unit);
        ScaleBar right = Bar("right", page.Theme.Positive, page.Theme), wrong = Bar("wrong", page.Theme.Negative, page.Theme);
        float barWidth = MathF.Max(right.Width(type), wrong.Width(type)), shareWidth = type.Axis.Width("100.0 %") + 2 * type.Gap;
        float rowTitle = type.Axis.Width("class");
        float head = 2 * type.Axis.LineHeight + type.Gap;
        float side = MathF.Min(page.Body.Height - head, page.Body.Width - names - rowTitle - shareWidth - 2 * barWidth - 10 * type.Gap);
        float group = rowTitle + 2 * type.Gap + names + type.Gap + side + shareWidth + 4 * type.Gap + 2 * barWidth + 3 * type.Gap;
        float left = page.Body.Left + MathF.Max(0, page.Body.Width - group) / 2 + rowTitle + 2 * type.Gap + names + type.Gap;
        Box grid = new(left, page.Body.Top + head, side, side);
        DrawCells(page, matrix, grid);
        DrawNames(page, matrix, grid, names);

        float barTop = grid.Top - type.Axis.LineHeight - type.Gap, barLeft = grid.Right + shareWidth + 4 * type.Gap;
        float barHeight = MathF.Min(grid.Height, 380 * type.Unit) + type.Axis.LineHeight + type.Gap;
        right.Draw(page.Drawing, new Box(barLeft, barTop, barWidth, barHeight), type, page.Theme);
        wrong.Draw(page.Drawing, new Box(barLeft + barWidth + 3 * type.Gap, barTop, barWidth, barHeight), type, page.Theme);
        return page.ToScene();

        static ScaleBar Bar(string title, Rgb colour, Theme theme) =>
            new(title, ColourMap.Between(Tint(colour, theme, 0), Tint(colour, theme, 1)), new Charts.Ticks(0, 100, 25)) { Unit = " %" };
    }

    private static Rgb Tint(Rgb colour, Theme theme, double share) =>
        OkLab.From(theme.Background).Towards(OkLab.From(colour), Faintest + (1 - Faintest) * share).ToRgb();

    private static void DrawCells(FigurePage page, ConfusionMatrix matrix, Box grid)
    {
        int classes = matrix.Classes.Count;
        float pitch = grid.Width / classes, gap = MathF.Min(1.5f * page.Type.Unit, pitch * 0.08f);
        TextStyle style = page.Type.Axis with { Size = MathF.Min(page.Type.PanelTitle.Size, pitch * 0.4f) };
        for (int target = 0; target < classes; target++)
        {
            int all = matrix.Of(target);
            for (int predicted = 0; predicted < classes; predicted++)
            {
                int count = matrix.Counts[target, predicted];
                double share = all == 0 ? 0 : (double)count / all;
                Rgb fill = count == 0
                    ? OkLab.From(page.Theme.Background).Towards(OkLab.From(page.Theme.Rule), 0.35).ToRgb()
                    : Tint(target == predicted ? page.Theme.Positive : page.Theme.Negative, page.Theme, share);
                Box cell = new(grid.Left + predicted * pitch + gap / 2, grid.Top + target * pitch + gap / 2, pitch - gap, pitch - gap);
                page.Drawing.Add(Area.Rectangle(cell, fill));
                string text = NumberText.Count(count);
                if (count > 0 && style.Size >= 8 && style.Width(text) < pitch)
                    page.Drawing.Write(text, cell.Centre.X, cell.Centre.Y + style.CapHeight / 2, Anchor.Middle, style, On(fill));
            }
        }
    }

    /// <summary>Black or white, whichever is readable on a colour.</summary>
    private static Rgb On(Rgb fill) => OkLab.From(fill).L > 0.62 ? Rgb.Parse("#16202c") : Rgb.Parse("#ffffff");

    private static void DrawNames(FigurePage page, ConfusionMatrix matrix, Box grid, float names)
    {
        PlotType type = page.Type;
        int classes = matrix.Classes.Count;
        float pitch = grid.Width / classes;
        int step = Math.Max(1, (int)MathF.Ceiling(type.Axis.LineHeight / pitch));
        float across = matrix.Classes.Max(name => type.Axis.Width(name)) + type.Gap;
        int columnStep = Math.Max(step, across <= 2.5f * pitch ? (int)MathF.Ceiling(across / pitch) : 1);
        float baseline = grid.Top - type.Gap - type.Axis.Descent;
        for (int index = 0; index < classes; index++)
        {
            float centre = (index + 0.5f) * pitch;
            if (index % columnStep == 0)
            {
                string name = TextFit.Shorten(matrix.Classes[index], type.Axis, columnStep * pitch - type.Gap / 2);
                page.Drawing.Write(name, grid.Left + centre, baseline, Anchor.Middle, type.Axis, page.Theme.Ink);
            }
            if (index % step != 0)
                continue;
            float middle = grid.Top + centre + type.Axis.CapHeight / 2;
            page.Drawing.Write(TextFit.Shorten(matrix.Classes[index], type.Axis, names), grid.Left - type.Gap, middle, Anchor.End, type.Axis, page.Theme.Ink);
            int all = matrix.Of(index);
            string share = all == 0 ? "–" : NumberText.Percent((double)matrix.Counts[index, index] / all);
            page.Drawing.Write(share, grid.Right + 2 * type.Gap + type.Axis.Width("100.0 %"), middle, Anchor.End, type.Axis, page.Theme.Muted);
        }
        page.Drawing.Write("taken for", grid.Centre.X, grid.Top - type.Gap - type.Axis.LineHeight - type.Axis.Descent, Anchor.Middle, type.Axis, page.Theme.Muted);
        page.Drawing.Write("class", grid.Left - names - 2.5f * type.Gap, grid.Centre.Y + type.Axis.CapHeight / 2, Anchor.End, type.Axis, page.Theme.Muted);
        page.Drawing.Write("right", grid.Right + 2 * type.Gap + type.Axis.Width("100.0 %"), baseline, Anchor.End, type.Axis, page.Theme.Muted);
    }
}
