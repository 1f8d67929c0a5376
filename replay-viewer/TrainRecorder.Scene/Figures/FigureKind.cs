using TrainRecorder.Recording;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Figures.Activations;
using TrainRecorder.Scene.Figures.Confusion;
using TrainRecorder.Scene.Figures.DeadUnits;
using TrainRecorder.Scene.Figures.Gradients;
using TrainRecorder.Scene.Figures.Losses;
using TrainRecorder.Scene.Figures.Rank;
using TrainRecorder.Scene.Figures.Reading;
using TrainRecorder.Scene.Figures.Saturation;
using TrainRecorder.Scene.Figures.Updates;
using TrainRecorder.Scene.Figures.Weights;

namespace TrainRecorder.Scene.Figures;

/// <summary>A kind of figure: a picture of a whole run for a paper.</summary>
public sealed class FigureKind
{
    private readonly Func<FigureSource, SceneOptions, CancellationToken, Task<PictureScene>> _make;

    private FigureKind(string name, string description, Func<FigureSource, SceneOptions, CancellationToken, Task<PictureScene>> make)
    {
        (Name, Description, _make) = (name, description, make);
    }

    /// <summary>Every kind, in the order in which they are told.</summary>
    public static IReadOnlyList<FigureKind> All { get; } =
    [
        new("loss", "loss and scores", LossFigure.MakeAsync),
        new("saturation", "saturation of every unit, a heat map a layer", SaturationFigure.MakeAsync),
        new("weights", "distribution of the weights, a ridge an epoch", WeightsFigure.MakeAsync),
        new("activations", "percentiles and standard deviation of the activations", ActivationsFigure.MakeAsync),
        new("dead", "dead and dormant units", DeadUnitsFigure.MakeAsync),
        new("updates", "size of an update beside the size of the parameter", UpdatesFigure.MakeAsync),
        new("rank", "effective rank and effective dimension", RankFigure.MakeAsync),
        new("gradients", "mean size of the gradients", GradientsFigure.MakeAsync),
        new("confusion", "which class is taken for which, at the last epoch", ConfusionFigure.MakeAsync),
    ];

    /// <summary>Its name on the command line.</summary>
    public string Name { get; }

    /// <summary>What it shows, in a few words.</summary>
    public string Description { get; }

    /// <summary>The kind of a name, or null.</summary>
    public static FigureKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>Reads what it shows, only the columns and epochs needed, and composes the picture.</summary>
    /// <exception cref="RecordingException">What it shows was not recorded, or is damaged.</exception>
    public Task<PictureScene> MakeAsync(FigureSource source, SceneOptions options, CancellationToken cancellationToken = default) =>
        _make(source, options, cancellationToken);
}
