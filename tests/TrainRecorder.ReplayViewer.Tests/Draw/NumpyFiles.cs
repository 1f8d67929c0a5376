using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace TrainRecorder.ReplayViewer.Tests.Draw;

/// <summary>Makes NumPy files, good and bad.</summary>
internal static class NumpyFiles
{
    /// <summary>The bytes of an array of 4-byte floats.</summary>
    public static byte[] Npy(float[] values, params int[] shape) => Npy("<f4", isColumnMajor: false, shape, [.. values.SelectMany(BitConverter.GetBytes)]);

    public static byte[] Npy(string type, bool isColumnMajor, int[] shape, byte[] values)
    {
        string axes = string.Concat(shape.Select(axis => $"{axis}, "));
        return Npy($"{{'descr': '{type}', 'fortran_order': {isColumnMajor}, 'shape': ({axes}), }}\n", values);
    }

    public static byte[] Npy(string header, byte[] values)
    {
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        return [0x93, .. "NUMPY"u8, 1, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. values];
    }

    public static void WriteNpz(string path, params (string Name, byte[] Content)[] entries)
    {
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string name, byte[] content) in entries)
        {
            using Stream stream = archive.CreateEntry(name).Open();
            stream.Write(content);
        }
    }
}
