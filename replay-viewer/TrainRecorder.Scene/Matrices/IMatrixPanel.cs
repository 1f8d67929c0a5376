using TrainRecorder.Scene.Geometry;
using TrainRecorder.Scene.Shapes;

namespace TrainRecorder.Scene.Matrices;

/// <summary>The weights of a layer as a picture.</summary>
internal interface IMatrixPanel
{
    /// <summary>The layer's place in the recording.</summary>
    int Recorded { get; }

    /// <summary>Its title.</summary>
    string Title { get; }

    /// <summary>What is said of it at every epoch, its shape and scale: the longest form first.</summary>
    IReadOnlyList<string> Captions { get; }

    /// <summary>How broad it is by nature, in cells.</summary>
    int Breadth { get; }

    /// <summary>Draws the weights of an epoch.</summary>
    /// <param name="drawing">Takes the shapes.</param>
    /// <param name="weights">As recorded.</param>
    /// <param name="box">Its room.</param>
    /// <returns>What was left out or joined, for people; empty if nothing.</returns>
    string Draw(Drawing drawing, float[] weights, Box box);
}
