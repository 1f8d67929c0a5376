using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Figures.Reading;
using TrainRecorder.Scene.Plots;

namespace TrainRecorder.Scene.Figures.DeadUnits;

/// <summary>The share of each layer's units that are dead or dormant, over the epochs.</summary>
internal static class DeadUnitsFigure
{
    public static async Task<PictureScene> MakeAsync(FigureSource source, SceneOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<UnitShares> shares = await UnitShares.ReadAsync(source, options.Width, cancellationToken).ConfigureAwait(false);
        string[] notes =
        [
            "dead: flat on every sample of the probe",
            "dormant: mean |activation| at most 0.025 of the layer's mean (Sokar et al. 2023)",
            .. Notes.Thinned(shares.Max(share => share.Stride), shares.Max(share => share.Recorded)),
            .. shares.Any(share => share.Dead.All(double.IsNaN))
                ? [$"cannot die, or not counted: {string.Join(", ", shares.Where(share => share.Dead.All(double.IsNaN)).Select(share => source.Network.Layers[share.Layer].Name))}"]
                : Array.Empty<string>(),
            .. Notes.NotShown(source, shares.Select(share => share.Layer), "no summary recorded"),
        ];
        FigurePage page = new(options, "Dead and dormant units", source.Subject, notes, LayerLines.LastEpoch(source));
        LayerLines.Draw(
            page,
            page.Body,
            source,
            new PanelTexts("", "", "share of the layer's units, %", "epoch"),
            [.. shares.Select(share => (share.Layer, (IReadOnlyList<(IReadOnlyList<int>, IReadOnlyList<double>, LineStyle)>)
                [(share.Epochs, share.Dead, LineStyle.Solid), (share.Epochs, share.Dormant, LineStyle.Dashed)]))],
            about => LinearScale.Cover(shares.SelectMany(share => share.Dead.Concat(share.Dormant)), about, low: 0, most: 100),
            [("dead", LineStyle.Solid), ("dormant", LineStyle.Dashed)]);
        return page.ToScene();
    }
}
