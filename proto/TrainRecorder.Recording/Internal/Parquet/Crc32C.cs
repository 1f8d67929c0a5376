using System.Buffers.Binary;
using System.Numerics;

namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>CRC-32C (Castagnoli, RFC 3720): polynomial 0x1EDC6F41, reflected, initial value and final XOR 0xFFFFFFFF.</summary>
internal struct Crc32C()
{
    private uint _state = 0xFFFFFFFF;

    public readonly uint Value => ~_state;

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        Crc32C crc = new();
        crc.Append(bytes);
        return crc.Value;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        uint state = _state;
        while (bytes.Length >= 8)
        {
            state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (byte value in bytes)
        {
            state = BitOperations.Crc32C(state, value);
        }

        _state = state;
    }
}
