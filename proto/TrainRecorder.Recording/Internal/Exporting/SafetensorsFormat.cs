using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;

namespace TrainRecorder.Recording.Internal.Exporting;

/// <summary>A safetensors file of one tensor: the length of a JSON header (uint64), the header, the values.</summary>
internal static class SafetensorsFormat
{
    // The header is padded with blanks, so that the values are aligned.
    private const int Alignment = 8;

    public static byte[] Encode(ExportedTensor tensor)
    {
        string type = tensor.Column.Kind switch { ValueKind.FloatList => "F32", ValueKind.DoubleList => "F64", _ => "I64" };
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["__metadata__"] = new Dictionary<string, string> { ["epoch"] = tensor.Epoch.ToString(CultureInfo.InvariantCulture), ["run"] = tensor.Run },
            [tensor.Column.Path] = new Dictionary<string, object>
            {
                ["dtype"] = type,
                ["shape"] = tensor.Column.Info.Shape,
                ["data_offsets"] = new long[] { 0, tensor.Bytes.Length },
            },
        });
        int padding = (Alignment - (json.Length % Alignment)) % Alignment;
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length + padding);
        return [.. length, .. json, .. Enumerable.Repeat((byte)' ', padding), .. tensor.Bytes];
    }
}
