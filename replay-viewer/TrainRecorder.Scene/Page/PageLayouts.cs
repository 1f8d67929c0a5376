using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Layout;
using TrainRecorder.Scene.Runs;

namespace TrainRecorder.Scene.Page;

/// <summary>The layouts that a page may choose from: for a wide window and for a narrow one.</summary>
internal static class PageLayouts
{
    private static readonly SceneOptions[] _frames = [new() { Width = 1600, Height = 900 }, new() { Width = 760, Height = 900 }];

    /// <summary>Writes the layouts of a network as pictures of it have them.</summary>
    public static IReadOnlyList<PageLayout> Write(NetworkShape network, RunHistory history, TensorPacker packer) =>
        [.. _frames.Select((frame, index) => Write(new SceneComposer(network, history, frame), new TypeScale(frame.Width, frame.Height), index, packer))];

    private static PageLayout Write(SceneComposer scene, TypeScale type, int index, TensorPacker packer)
    {
        IReadOnlyList<LayerPlace> places = scene.Layout.Layers;
        float left = places.Min(place => place.Block.Left), right = places.Max(place => place.Block.Right);

        // Blocks are centred on one line; below the tallest that can be there is only the line of captions.
        float centre = places[0].Block.Centre.Y;
        float bottom = scene.Layout.CaptionBaseline + type.Caption.Descent - type.Caption.LineHeight - type.Gap;
        float top = 2 * centre - bottom;
        return new PageLayout(right - left, bottom - top, scene.Weights.FullWidth,
        [
            .. places.Select(place => new PageLayerPlace(
                place.Radius,
                packer.Floats($"layout{index}.{place.Layer.Name}", Units(place, left, top), place.Units.Count, 3),
                place.EdgesIn - left,
                place.EdgesOut - left)),
        ]);
    }

    private static float[] Units(LayerPlace place, float left, float top)
    {
        float[] units = new float[3 * place.Units.Count];
        for (int unit = 0; unit < place.Units.Count; unit++)
        {
            units[3 * unit] = place.Units[unit].X - left;
            units[3 * unit + 1] = place.Units[unit].Y - top;
            units[3 * unit + 2] = place.Lane(unit) - top;
        }
        return units;
    }
}
