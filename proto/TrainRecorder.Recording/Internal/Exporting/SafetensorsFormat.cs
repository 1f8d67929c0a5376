using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;

namespace TrainRecorder.Recording.Internal.Exporting;

/// <summary>A safetensors file: the length of a JSON header (uint64), the header, the values of one tensor after the other.</summary>
internal static class SafetensorsFormat
{
    // The header is padded with blanks, so that the values are aligned.
    private const int Alignment = 8;

    public static void Write(TensorSet set, Stream destination)
    {
        // Wide types first: so every tensor is aligned to its own.
        ExportedTensor[] tensors = [.. set.Tensors.OrderByDescending(tensor => tensor.Width)];
        byte[] json = Header(set, tensors);
        byte[] length = new byte[8];
        int padding = (Alignment - (json.Length % Alignment)) % Alignment;
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length + padding);
        destination.Write(length);
        destination.Write(json);
        destination.Write("       "u8[..padding]);
        foreach (ExportedTensor tensor in tensors)
        {
            destination.Write(tensor.Bytes);
        }
    }

    private static byte[] Header(TensorSet set, ExportedTensor[] tensors)
    {
        Dictionary<string, object> header = new()
        {
            ["__metadata__"] = new Dictionary<string, string> { ["epoch"] = set.Epoch.ToString(CultureInfo.InvariantCulture), ["run"] = set.Run },
        };
        long offset = 0;
        foreach (ExportedTensor tensor in tensors)
        {
            long end = offset + tensor.Bytes.Length;
            header[tensor.Name] = new Dictionary<string, object>
            {
                ["dtype"] = $"{(tensor.IsInteger ? 'I' : 'F')}{8 * tensor.Width}",
                ["shape"] = tensor.Shape,
                ["data_offsets"] = new long[] { offset, end },
            };
            offset = end;
        }

        return JsonSerializer.SerializeToUtf8Bytes(header);
    }
}
