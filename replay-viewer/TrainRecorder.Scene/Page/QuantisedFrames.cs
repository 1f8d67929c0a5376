namespace TrainRecorder.Scene.Page;

/// <summary>
/// Values <c>[frames, width]</c> as 16-bit integers, packed so that gzip finds little left to store: each frame is the zig-zag
/// difference to the frame before (the first to zero), all low bytes first, then all high bytes.
/// </summary>
/// <remarks>
/// A value is integer × step with step = largest finite |value| / 32767, so the error is at most half a step and zero stays zero.
/// −32768 stands for what is missing or not finite.
/// </remarks>
public static class QuantisedFrames
{
    /// <summary>The integer of a value that is missing or not finite.</summary>
    public const short Missing = short.MinValue;

    /// <summary>What one step is worth; 1 if there is no finite value but zero.</summary>
    public static double Step(ReadOnlySpan<float> values)
    {
        float largest = 0;
        foreach (float value in values)
        {
            if (float.IsFinite(value))
                largest = MathF.Max(largest, MathF.Abs(value));
        }
        return largest > 0 ? largest / (double)short.MaxValue : 1;
    }

    /// <summary>The integer of a value.</summary>
    public static short Quantise(float value, double step) =>
        float.IsFinite(value) ? (short)Math.Clamp(Math.Round(value / step), -short.MaxValue, short.MaxValue) : Missing;

    /// <summary>Packs frames.</summary>
    /// <param name="values">The values, row-major.</param>
    /// <param name="width">Values a frame.</param>
    /// <param name="step">What one step is worth.</param>
    /// <param name="destination">Takes two bytes a value.</param>
    public static void Pack(ReadOnlySpan<float> values, int width, double step, Stream destination)
    {
        short[] before = new short[width];
        byte[] frame = new byte[2 * width];
        for (int start = 0; start < values.Length; start += width)
        {
            for (int index = 0; index < width; index++)
            {
                short integer = Quantise(values[start + index], step);
                short difference = unchecked((short)(integer - before[index]));
                ushort zigZag = unchecked((ushort)((difference << 1) ^ (difference >> 15)));
                frame[index] = (byte)zigZag;
                frame[width + index] = (byte)(zigZag >> 8);
                before[index] = integer;
            }
            destination.Write(frame);
        }
    }
}
