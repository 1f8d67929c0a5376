using TrainRecorder.ReplayViewer.Commands;
using TrainRecorder.ReplayViewer.Draw.Arrays;
using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Edges;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.ReplayViewer.Draw;

/// <summary>Composes the drawing of a network of which no recording exists.</summary>
internal static class Sketch
{
    private const long MostLines = 1_000_000;

    /// <summary>Composes it.</summary>
    /// <exception cref="UsageException">Options contradict each other, or the weights do not fit the shape; everything is named.</exception>
    /// <exception cref="InvalidDataException">The file of the weights is none, or damaged.</exception>
    public static PictureScene Compose(DrawRequest request)
    {
        List<string> violations = [.. EdgeViolations(request)];
        NetworkShape network = NetworkShape.Sketch(request.Units, hasWeights: request.Weights is not null);
        float[]?[] weights = new float[]?[network.Layers.Count];
        if (request.Weights is { } path)
        {
            if (File.Exists(path))
                weights = GivenWeights.Match(network, NpzReader.Read(path), violations);
            else
                violations.Add($"there is no file '{path}'");
        }
        if (violations.Count > 0)
            throw new UsageException(violations);
        RunHistory history = new()
        {
            Name = request.Title,
            Epochs = [],
            TrainLoss = Curve.Empty,
            ValidationLoss = Curve.Empty,
            Weights = [.. weights.Select((matrix, index) => matrix is null ? default(WeightRange?) : WeightRange.Of(matrix, request.Units[index], request.Scene.Edges))],
            Activations = new ActivationRange?[network.Layers.Count],
        };
        SceneOptions options = request.Scene with { Fill = UnitQuantity.None, Folds = false };
        return new SceneComposer(network, history, options).Compose(new FrameData(0, [.. weights.Select(matrix => new LayerFrame { Weight = matrix })]));
    }

    private static IEnumerable<string> EdgeViolations(DrawRequest request)
    {
        EdgeChoiceKind kind = request.Scene.Edges.Kind;
        if (request.Weights is null && kind is EdgeChoiceKind.Top or EdgeChoiceKind.Share)
            yield return "--edges top and share choose the strongest weights: give --weights too";
        long most = Enumerable.Range(1, request.Units.Count - 1).Max(index => (long)request.Units[index - 1] * request.Units[index]);
        if (kind == EdgeChoiceKind.All && most > MostLines)
            yield return $"--edges all would draw {NumberText.Count(most)} lines between two layers: at most {NumberText.Count(MostLines)} are drawn";
    }
}
