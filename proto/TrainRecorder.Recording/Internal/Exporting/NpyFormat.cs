using System.Text;

namespace TrainRecorder.Recording.Internal.Exporting;

/// <summary>NumPy's file of one array, version 1.0 (numpy.lib.format): <c>numpy.load</c> reads it.</summary>
internal static class NpyFormat
{
    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    public static byte[] Encode(ExportedTensor tensor)
    {
        string type = tensor.Column.Kind switch { ValueKind.FloatList => "<f4", ValueKind.DoubleList => "<f8", _ => "<i8" };
        string shape = string.Concat(tensor.Column.Info.Shape.Select(axis => $"{axis}, "));
        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({shape}), }}";

        // Padded with blanks to a line end, so that the values are aligned.
        int unpadded = Magic.Length + 2 + header.Length + 1;
        header += new string(' ', (Alignment - (unpadded % Alignment)) % Alignment) + "\n";
        return [.. Magic, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. tensor.Bytes];
    }
}
