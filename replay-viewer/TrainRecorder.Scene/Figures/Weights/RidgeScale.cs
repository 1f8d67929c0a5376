using TrainRecorder.Scene.Plots;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Figures.Weights;

/// <summary>Epochs downwards, each on a line of its own at equal distances, with room for a ridge above the first.</summary>
internal sealed class RidgeScale : IAxisScale
{
    private readonly IReadOnlyList<int> _epochs;
    private readonly float _overlap;

    public RidgeScale(IReadOnlyList<int> epochs, float height, float overlap, PlotType type)
    {
        (_epochs, _overlap) = (epochs, overlap);
        float lane = 0.8f * height / (epochs.Count - 1 + overlap);
        int step = Math.Max(1, (int)MathF.Ceiling(type.Small.LineHeight / lane));
        Marks = [.. epochs.Where((_, index) => (epochs.Count - 1 - index) % step == 0).Select(epoch => ((double)epoch, NumberText.Count(epoch)))];
    }

    public IReadOnlyList<(double Value, string Text)> Marks { get; }

    public double Share(double value)
    {
        for (int index = 0; index < _epochs.Count; index++)
        {
            if (_epochs[index] == (int)value)
                return (_epochs.Count - 1 - index) / (_epochs.Count - 1 + _overlap);
        }
        return double.NaN;
    }
}
