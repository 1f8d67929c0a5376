using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace TrainRecorder.Training.Tests.Tables;

/// <summary>Writes NumPy's formats as NumPy does, and as it should not.</summary>
internal static class NumpyFiles
{
    /// <summary>An array file.</summary>
    public static byte[] Npy(string descr, string shape, byte[] elements, bool fortran = false, byte version = 1)
    {
        var header = $"{{'descr': '{descr}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': ({shape}), }}\n";
        var text = Encoding.UTF8.GetBytes(header);
        var length = new byte[version == 1 ? 2 : 4];
        if (version == 1) BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        else BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. elements];
    }

    /// <summary>An array of 32-bit floats.</summary>
    public static byte[] Floats(string shape, params float[] values) => Npy("<f4", shape, [.. values.SelectMany(BitConverter.GetBytes)]);

    /// <summary>An array of 64-bit integers.</summary>
    public static byte[] Integers(string shape, params long[] values) => Npy("<i8", shape, [.. values.SelectMany(BitConverter.GetBytes)]);

    /// <summary>An archive of arrays.</summary>
    public static byte[] Npz(CompressionLevel level, params (string Name, byte[] Npy)[] arrays)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, npy) in arrays)
            {
                using var entry = archive.CreateEntry(name + ".npy", level).Open();
                entry.Write(npy);
            }
        }
        return bytes.ToArray();
    }
}
