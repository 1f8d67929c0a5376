using System.Runtime.InteropServices;

namespace TrainRecorder.Scene.Page;

/// <summary>Writes tensors one behind the other, each at a multiple of four bytes, and notes where.</summary>
/// <param name="destination">Takes the bytes; not closed.</param>
public sealed class TensorPacker(Stream destination)
{
    private readonly Dictionary<string, PageTensor> _tensors = [];
    private long _length;

    /// <summary>The tensors written so far, by name.</summary>
    public IReadOnlyDictionary<string, PageTensor> Tensors => _tensors;

    /// <summary>Writes numbers as they are.</summary>
    /// <returns>The name.</returns>
    public string Floats(string name, ReadOnlySpan<float> values, params IReadOnlyList<int> shape) =>
        Write(name, new PageTensor("f32", shape.Count > 0 ? shape : [values.Length], Align()), MemoryMarshal.AsBytes(values));

    /// <summary>Writes places.</summary>
    /// <returns>The name.</returns>
    public string Places(string name, ReadOnlySpan<int> values) =>
        Write(name, new PageTensor("u32", [values.Length], Align()), MemoryMarshal.AsBytes(values));

    /// <summary>Writes frames, quantised.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="values">Row-major <c>[frames, width]</c>.</param>
    /// <param name="width">Values a frame, at least 1.</param>
    /// <returns>The name.</returns>
    public string Frames(string name, ReadOnlySpan<float> values, int width)
    {
        double step = QuantisedFrames.Step(values);
        _tensors.Add(name, new PageTensor("i16", [values.Length / width, width], Align(), step));
        QuantisedFrames.Pack(values, width, step, destination);
        _length += 2L * values.Length;
        return name;
    }

    private string Write(string name, PageTensor tensor, ReadOnlySpan<byte> bytes)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("A page's data is little-endian, and this machine is not.");
        _tensors.Add(name, tensor);
        destination.Write(bytes);
        _length += bytes.Length;
        return name;
    }

    private long Align()
    {
        int padding = (int)(-_length & 3);
        destination.Write(stackalloc byte[padding]);
        _length += padding;
        return _length;
    }
}
