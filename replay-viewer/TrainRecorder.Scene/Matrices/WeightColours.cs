using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Text;

namespace TrainRecorder.Scene.Matrices;

/// <summary>The colours of a layer's weights: zero is the background, the largest |w| of any epoch has the full colour.</summary>
/// <param name="largest">The largest |w|.</param>
/// <param name="theme">The colours.</param>
internal sealed class WeightColours(float largest, Theme theme)
{
    /// <summary>The scale, for captions.</summary>
    public string Scale => $"colours to {Largest}";

    /// <summary>The end of the scale alone: <c>±0.521</c>.</summary>
    public string Largest => $"±{NumberText.Value(largest)}";

    /// <summary>Writes the colour of a weight; what is not finite has the colour of rules.</summary>
    public void Write(float weight, Span<byte> pixel)
    {
        Rgb colour = !float.IsFinite(weight) ? theme.Muted : theme.Diverging.At(largest > 0 ? 0.5 + 0.5 * weight / largest : 0.5);
        (pixel[0], pixel[1], pixel[2], pixel[3]) = (colour.Red, colour.Green, colour.Blue, 255);
    }
}
