namespace TrainRecorder.Scene.Layout;

/// <summary>How layers are arranged.</summary>
public enum NetworkArrangement
{
    /// <summary>From left to right; a layer is a column where that fits, otherwise a block of several columns. Pictures that are upright take <see cref="Rows"/>.</summary>
    Auto,

    /// <summary>From top to bottom; a layer is a row where that fits, otherwise several rows.</summary>
    Rows,

    /// <summary>From left to right; a layer is one column, however small its units become.</summary>
    Columns,

    /// <summary>From left to right; every layer is a block.</summary>
    Blocks,
}
