using TrainRecorder.Scene.Composition;
using TrainRecorder.Scene.Edges;

namespace TrainRecorder.Scene.Legend;

/// <summary>What a picture's legend must explain.</summary>
internal sealed record LegendNeeds
{
    /// <summary>How lines with a sign are drawn; null if there are none.</summary>
    public WeightScale? Weights { get; init; }

    /// <summary>How lines without a sign are drawn; null if there are none.</summary>
    public WeightScale? Strengths { get; init; }

    /// <summary>What edges show.</summary>
    public EdgeQuantity EdgeBy { get; init; }

    /// <summary>What units show.</summary>
    public IReadOnlyList<UnitFill> Fills { get; init; } = [];

    /// <summary>What rings show.</summary>
    public IReadOnlyList<UnitFill> Rings { get; init; } = [];

    /// <summary>There are small pictures of channels.</summary>
    public bool HasTiles { get; init; }

    /// <summary>The fill colours the frames of small pictures.</summary>
    public bool FillsFrameTiles { get; init; }

    /// <summary>The sample that is shown.</summary>
    public int? Sample { get; init; }
}
