using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Runs;
using TrainRecorder.Scene.Shapes;

namespace TrainRecorder.Scene.Composition;

/// <summary>Paints the channels of a layer as small pictures.</summary>
internal static class TilePainter
{
    /// <summary>The small picture of each channel; those of which nothing was recorded have the background's colour.</summary>
    /// <param name="place">Where they are.</param>
    /// <param name="values">Shape <c>[channels, height, width]</c>, or null.</param>
    /// <param name="range">The values over all epochs.</param>
    /// <param name="theme">The colours.</param>
    public static Raster[] Paint(LayerPlace place, float[]? values, ActivationRange? range, Theme theme)
    {
        ImageShape shape = place.Layer.Tiles ?? throw new ArgumentException("the layer has no channels", nameof(place));
        ActivationRange scale = range ?? new ActivationRange(0, 1);
        Raster[] tiles = new Raster[place.Units.Count];
        for (int channel = 0; channel < tiles.Length; channel++)
        {
            byte[] pixels = new byte[shape.Pixels * 4];
            for (int pixel = 0; pixel < shape.Pixels; pixel++)
            {
                float value = values is null ? float.NaN : values[channel * shape.Pixels + pixel];
                Rgb colour = float.IsNaN(value) ? theme.Background : Colour(value, scale, theme);
                (pixels[4 * pixel], pixels[4 * pixel + 1], pixels[4 * pixel + 2], pixels[4 * pixel + 3]) = (colour.Red, colour.Green, colour.Blue, 255);
            }
            tiles[channel] = new Raster(place.Tile(channel), shape.Width, shape.Height, pixels, Smooth: false);
        }
        return tiles;
    }

    private static Rgb Colour(float value, ActivationRange scale, Theme theme) =>
        theme.Activation.At(scale.Largest > scale.Smallest ? (value - scale.Smallest) / (scale.Largest - scale.Smallest) : 0);
}
