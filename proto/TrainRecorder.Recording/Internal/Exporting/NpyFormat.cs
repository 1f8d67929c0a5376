using System.Text;

namespace TrainRecorder.Recording.Internal.Exporting;

/// <summary>NumPy's file of one array, version 1.0 (numpy.lib.format): <c>numpy.load</c> reads it.</summary>
internal static class NpyFormat
{
    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    public static void Write(TensorSet set, Stream destination) => Write(set.Tensors[0], destination);

    public static void Write(ExportedTensor tensor, Stream destination)
    {
        string type = $"<{(tensor.IsInteger ? 'i' : 'f')}{tensor.Width}";
        string shape = string.Concat(tensor.Shape.Select(axis => $"{axis}, "));
        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({shape}), }}";

        // Padded with blanks to a line end, so that the values are aligned.
        int unpadded = Magic.Length + 2 + header.Length + 1;
        header += new string(' ', (Alignment - (unpadded % Alignment)) % Alignment) + "\n";
        destination.Write(Magic);
        destination.Write([(byte)header.Length, (byte)(header.Length >> 8)]);
        destination.Write(Encoding.ASCII.GetBytes(header));
        destination.Write(tensor.Bytes);
    }
}
