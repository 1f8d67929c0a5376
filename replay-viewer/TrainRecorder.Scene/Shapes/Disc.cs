using System.Numerics;
using TrainRecorder.Scene.Colours;

namespace TrainRecorder.Scene.Shapes;

/// <summary>A filled circle: a point of a curve.</summary>
public sealed record Disc(Vector2 Centre, float Radius, Rgb Fill);
