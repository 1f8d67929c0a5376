namespace TrainRecorder.Training.Layers.Pooling;

/// <summary>A window's rows, each a value of all samples, within one channel.</summary>
/// <param name="input">The channel's first row.</param>
/// <param name="stride">Floats from row to row.</param>
/// <param name="rows">Which rows the window covers, none of them padding; at least one.</param>
/// <param name="count">How many.</param>
/// <param name="taps">Places of the window, padding included.</param>
/// <param name="output">The row of the output.</param>
/// <param name="columns">Samples, rounded up.</param>
internal readonly unsafe struct PooledWindow(float* input, int stride, int* rows, int count, int taps, float* output, int columns)
{
    /// <summary>How many rows there are.</summary>
    public int Count => count;

    /// <summary>Places of the window, padding included.</summary>
    public int Taps => taps;

    /// <summary>The row of the output.</summary>
    public float* Output => output;

    /// <summary>Samples, rounded up.</summary>
    public int Columns => columns;

    /// <summary>A row.</summary>
    public float* Row(int index) => input + ((nint)rows[index] * stride);

    /// <summary>The same row of a matrix of another stride.</summary>
    public float* Row(float* channel, int otherStride, int index) => channel + ((nint)rows[index] * otherStride);
}

/// <summary>Pools the rows of a window into one.</summary>
internal unsafe interface IPool
{
    /// <summary>Works out the row of the output.</summary>
    static abstract void Forward(PooledWindow window);

    /// <summary>Adds the gradient of the row of the output to those of the rows of the window.</summary>
    /// <param name="window">As in the forward pass.</param>
    /// <param name="gradient">By the row of the output.</param>
    /// <param name="inputGradient">That of the channel's first row.</param>
    /// <param name="stride">Floats from row to row of it.</param>
    static abstract void Backward(PooledWindow window, float* gradient, float* inputGradient, int stride);
}
