namespace TrainRecorder.Training.Randomness;

/// <summary>Which values of a batch dropout leaves, from (seed, epoch, batch, layer) alone: any value's number can be drawn by itself.</summary>
/// <remarks>
/// The first 64 bits of <see cref="Philox"/>'s block with the seed as key and (batch, epoch, layer, purpose) as counter are the key
/// of the batch; under it the block with the counter (⌊sample / 4⌋, value, 0, 0) has the words of four samples.
/// </remarks>
internal readonly struct DropoutMask
{
    private readonly ulong _key;
    private readonly uint _dropBelow;
    private readonly float _kept;

    public DropoutMask(long seed, int epoch, int batch, int layer, double rate)
    {
        var (low, high, _, _) = Philox.Block((uint)batch, (uint)epoch, (uint)layer, (uint)Purpose.Dropout, (ulong)seed);
        _key = ((ulong)high << 32) | low;
        _dropBelow = (uint)Math.Min(uint.MaxValue, rate * (1L << 32));
        _kept = (float)(1 / (1 - rate));
    }

    /// <summary>Writes 0 or 1 / (1 − rate) for each sample.</summary>
    /// <param name="value">Which of a sample's values.</param>
    /// <param name="samples">A multiple of four.</param>
    public void Write(int value, Span<float> samples)
    {
        for (var i = 0; i < samples.Length; i += 4)
        {
            var (a, b, c, d) = Philox.Block((uint)i / 4, (uint)value, 0, 0, _key);
            samples[i] = a < _dropBelow ? 0 : _kept;
            samples[i + 1] = b < _dropBelow ? 0 : _kept;
            samples[i + 2] = c < _dropBelow ? 0 : _kept;
            samples[i + 3] = d < _dropBelow ? 0 : _kept;
        }
    }
}
