using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TrainRecorder.Scene.Page;

/// <summary>One answer that holds tensors: the length of a header in bytes as 32 bits, little-endian; the header, JSON; spaces up to a multiple of four; the data.</summary>
public static class PagePack
{
    private const int Alignment = 4;

    /// <summary>Packs tensors alone; the header is a <see cref="PageTensors"/>.</summary>
    public static byte[] Write(Action<TensorPacker> write)
    {
        using MemoryStream data = new();
        TensorPacker packer = new(data);
        write(packer);
        return Write(new PageTensors(packer.Tensors), PageJson.Default.PageTensors, data);
    }

    /// <summary>Packs a header and its data.</summary>
    public static byte[] Write<T>(T header, JsonTypeInfo<T> type, MemoryStream data)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header, type);
        int length = (json.Length + Alignment - 1) / Alignment * Alignment;
        byte[] pack = new byte[sizeof(int) + length + data.Length];
        BinaryPrimitives.WriteInt32LittleEndian(pack, length);
        json.CopyTo(pack, sizeof(int));
        pack.AsSpan(sizeof(int) + json.Length, length - json.Length).Fill((byte)' ');
        data.GetBuffer().AsSpan(0, (int)data.Length).CopyTo(pack.AsSpan(sizeof(int) + length));
        return pack;
    }
}

/// <summary>Where the tensors of an answer lie in its data, by name.</summary>
public sealed record PageTensors(IReadOnlyDictionary<string, PageTensor> Tensors);

/// <summary>A recording that is served.</summary>
/// <param name="Name">What it is called in addresses: the name of its file or folder.</param>
/// <param name="Title">What the recording is called.</param>
/// <param name="Run">The run, <c>runs/ID</c>.</param>
/// <param name="Epochs">Epochs recorded.</param>
/// <param name="Live">It is still being written.</param>
/// <param name="Fault">Why it cannot be shown; null if it can.</param>
public sealed record PageEntry(string Name, string Title, string Run, int Epochs, bool Live, string? Fault);

/// <summary>The recordings that are served.</summary>
/// <param name="Recordings">In order; a place in it is a recording's number.</param>
/// <param name="Compare">The first two are to be seen side by side.</param>
public sealed record PageListing(IReadOnlyList<PageEntry> Recordings, bool Compare);
