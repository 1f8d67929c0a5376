namespace TrainRecorder.Pictures.Png;

/// <summary>zlib's checksum (RFC 1950), which can be had of parts and put together.</summary>
internal static class Adler32
{
    private const uint Modulus = 65521;

    /// <summary>So many bytes can be added before the sums leave 32 bits.</summary>
    private const int MostAtOnce = 5552;

    /// <summary>The checksum of some bytes; 1 of none.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint sum = 1, sums = 0;
        while (bytes.Length > 0)
        {
            ReadOnlySpan<byte> part = bytes[..Math.Min(MostAtOnce, bytes.Length)];
            foreach (byte value in part)
            {
                sum += value;
                sums += sum;
            }
            (sum, sums) = (sum % Modulus, sums % Modulus);
            bytes = bytes[part.Length..];
        }
        return sums << 16 | sum;
    }

    /// <summary>The checksum of two parts, one after the other.</summary>
    /// <param name="first">Of the first part.</param>
    /// <param name="second">Of the second part.</param>
    /// <param name="length">Bytes of the second part.</param>
    public static uint Combine(uint first, uint second, int length)
    {
        ulong sum = ((first & 0xFFFF) + (second & 0xFFFF) + Modulus - 1) % Modulus;
        ulong sums = ((first >> 16) + (second >> 16) + (ulong)length % Modulus * ((first & 0xFFFF) + Modulus - 1)) % Modulus;
        return (uint)(sums << 16 | sum);
    }
}
