using TrainRecorder.Scene.Shapes;

namespace TrainRecorder.Scene.Charts;

/// <summary>A chart of something over the epochs.</summary>
public interface IChart
{
    /// <summary>Draws what is the same at every epoch.</summary>
    void Draw(Drawing drawing);

    /// <summary>Marks an epoch, or a place between two.</summary>
    void Mark(Drawing drawing, double epoch);
}
