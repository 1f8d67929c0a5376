using TrainRecorder.Scene.Colours;
using TrainRecorder.Scene.Layout;

namespace TrainRecorder.Scene.Composition;

/// <summary>The units of a layer at one epoch.</summary>
/// <param name="Place">Where they are.</param>
/// <param name="Fills">The colour of each unit; null where nothing was recorded: the unit is drawn hollow.</param>
public sealed record LayerView(LayerPlace Place, IReadOnlyList<Rgb?> Fills);
