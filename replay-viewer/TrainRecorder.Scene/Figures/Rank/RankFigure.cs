using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Figures.Reading;
using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Plots;

namespace TrainRecorder.Scene.Figures.Rank;

/// <summary>Effective rank and effective dimension of each layer's activations, at the epochs at which they were computed.</summary>
internal static class RankFigure
{
    private const string EffectiveRank = "effective_rank";
    private const string EffectiveDimension = "effective_dimension";

    public static async Task<PictureScene> MakeAsync(FigureSource source, SceneOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<StatisticHistory> histories = await StatisticHistory
            .ReadAsync(source, options.Width, "effective rank and dimension", [EffectiveRank, EffectiveDimension], cancellationToken).ConfigureAwait(false);
        string[] notes =
        [
            "effective rank: exp of the entropy of the normalised singular values (Roy, Vetterli 2007)",
            "effective dimension: share of the covariance's eigenvalues that explain 99 % (Shenk, Richter et al. 2020)",
            .. Notes.Thinned(histories.Max(history => history.Stride), histories.Max(history => history.Recorded)),
            .. Notes.NotShown(source, histories.Select(history => history.Layer), "not computed"),
        ];
        FigurePage page = new(options, "Rank of the activations", source.Subject, notes, LayerLines.LastEpoch(source));
        IReadOnlyList<Box> boxes = PanelGrid.Divide(page.Body, 2, 1.15f, 5 * page.Type.Gap);
        Draw(boxes[0], "effective rank", EffectiveRank, most: null);
        Draw(boxes[1], "effective dimension, share of the units", EffectiveDimension, most: 1);
        return page.ToScene();

        void Draw(Box box, string title, string statistic, double? most) => LayerLines.Draw(
            page,
            box,
            source,
            new PanelTexts("", "", title, "epoch"),
            [.. histories.Select(history => (history.Layer, (IReadOnlyList<(IReadOnlyList<int>, IReadOnlyList<double>, LineStyle)>)
                [(history.Epochs, history.Values[statistic], LineStyle.Solid)]))],
            about => LinearScale.Cover(histories.SelectMany(history => history.Values[statistic]), about, low: 0, most),
            []);
    }
}
