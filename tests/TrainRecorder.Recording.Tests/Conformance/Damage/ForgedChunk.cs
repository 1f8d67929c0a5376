using System.Text;
using ZstdSharp;

namespace TrainRecorder.Recording.Tests.Conformance.Damage;

/// <summary>A column chunk taken apart: what the footer says of it, its page header, and the page as stored.</summary>
internal sealed class ForgedChunk
{
    /// <param name="metadata">Of the chunk, in the footer.</param>
    public ForgedChunk(byte[] file, ThriftStruct metadata)
    {
        Metadata = metadata;
        ReadOnlySpan<byte> bytes = file.AsSpan((int)metadata.Number(9), (int)metadata.Number(7));
        Header = ThriftStruct.Parse(bytes);
        Stored = bytes[^(int)Header.Number(3)..].ToArray();
        Path = string.Join('.', metadata.List(3).Select(part => Encoding.UTF8.GetString((byte[])part))).Replace(".list.element", "", StringComparison.Ordinal);
    }

    public string Path { get; }

    public ThriftStruct Metadata { get; }

    public ThriftStruct Header { get; }

    /// <summary>The page as it stands in the file.</summary>
    public byte[] Stored { get; set; }

    /// <summary>Levels and values.</summary>
    public byte[] Page
    {
        get
        {
            using Decompressor decompressor = new();
            return Metadata.Number(4) == 0 ? Stored : decompressor.Unwrap(Stored).ToArray();
        }
    }

    /// <summary>Bytes of the file before the chunk that belong to none.</summary>
    public byte[] Gap { get; set; } = [];

    /// <summary>Bytes of the chunk behind its page.</summary>
    public byte[] Behind { get; set; } = [];

    /// <summary>Puts in another page, uncompressed.</summary>
    public void SetPage(params byte[] page) => SetStored(codec: 0, page.Length, page);

    /// <summary>Puts in another page as it is to be stored, and lets header and footer say so.</summary>
    /// <param name="codec">0 or, for Zstandard, 6.</param>
    /// <param name="size">Bytes that it is said to have before compression.</param>
    public void SetStored(int codec, int size, byte[] stored)
    {
        Stored = stored;
        Metadata.Set(4, codec);
        Header.Set(2, size);
    }

    /// <summary>Header and footer announce so many entries.</summary>
    public void SetEntries(int entries)
    {
        Metadata.Set(5, (long)entries);
        Header.Struct(5).Set(1, entries);
    }

    /// <summary>The chunk, when the footer says that it stands here.</summary>
    public byte[] ToBytes(int offset)
    {
        Header.Set(3, Stored.Length);
        byte[] header = Header.ToBytes();
        Metadata.Set(6, (long)header.Length + Header.Number(2));
        Metadata.Set(7, (long)header.Length + Stored.Length + Behind.Length);
        Metadata.Set(9, (long)offset);
        return [.. header, .. Stored, .. Behind];
    }
}
