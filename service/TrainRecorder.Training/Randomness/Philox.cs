namespace TrainRecorder.Training.Randomness;

/// <summary>
/// Philox4x32-10, a generator without state: a counter of 128 bits and a key of 64 bits give 128 random bits
/// (Salmon, Moraes, Dror and Shaw 2011, doi 10.1145/2063384.2063405).
/// </summary>
internal static class Philox
{
    /// <summary>The block of a counter.</summary>
    public static (uint A, uint B, uint C, uint D) Block(uint a, uint b, uint c, uint d, ulong key)
    {
        var (low, high) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < 10; round++)
        {
            var first = 0xD251_1F53UL * a;
            var second = 0xCD9E_8D57UL * c;
            (a, b, c, d) = ((uint)(second >> 32) ^ b ^ low, (uint)second, (uint)(first >> 32) ^ d ^ high, (uint)first);
            low += 0x9E37_79B9;
            high += 0xBB67_AE85;
        }
        return (a, b, c, d);
    }
}
