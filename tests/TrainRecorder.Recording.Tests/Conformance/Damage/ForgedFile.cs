using System.Buffers.Binary;
using System.Text;
using TrainRecorder.Recording.Internal.Parquet;

namespace TrainRecorder.Recording.Tests.Conformance.Damage;

/// <summary>A good file taken apart, so that something in it can be changed and it be put together again with checksums that are right: a checksum keeps no liar out.</summary>
internal sealed class ForgedFile
{
    private readonly List<(string Key, byte[] Value)> _others;

    private ForgedFile(byte[] good)
    {
        Footer = ThriftStruct.Parse(good.AsSpan(FooterStart(good)..^8));
        Dictionary<string, byte[]> keys = Footer.List(5).Cast<ThriftStruct>().ToDictionary(entry => Encoding.UTF8.GetString(entry.Bytes(1)), entry => entry.Bytes(2));
        Manifest = keys[FooterKeys.Manifest];
        _others = [];
        Chunks = [.. Footer.List(4).Cast<ThriftStruct>().Select(group => group.List(1).Cast<ThriftStruct>().Select(chunk => new ForgedChunk(good, chunk.Struct(3))).ToArray())];
    }

    public ThriftStruct Footer { get; }

    /// <summary>JSON, UTF-8.</summary>
    public byte[] Manifest { get; set; }

    /// <summary>The column chunks of each row group.</summary>
    public ForgedChunk[][] Chunks { get; }

    /// <summary>Changes the footer when offsets, sizes and the chunks' checksums stand in it, and before its own checksum is computed.</summary>
    public Action<ForgedFile> Lie { get; set; } = _ => { };

    /// <summary>Changes the file when all else is done.</summary>
    public Func<byte[], byte[]> Break { get; set; } = bytes => bytes;

    public static int FooterStart(ReadOnlySpan<byte> file) => file.Length - 8 - BinaryPrimitives.ReadInt32LittleEndian(file[^8..]);

    /// <summary>The bytes of a good file with a change.</summary>
    public static byte[] Of(byte[] good, Action<ForgedFile> change)
    {
        ForgedFile file = new(good);
        change(file);
        return file.ToBytes();
    }

    /// <summary>The first chunk of a column.</summary>
    public ForgedChunk Chunk(string path) => Chunks[0].Single(chunk => chunk.Path == path);

    public ThriftStruct Group(int group) => (ThriftStruct)Footer.List(4)[group];

    /// <summary>The manifest with a text in it replaced.</summary>
    public void Replace(string old, string replacement)
    {
        string json = Encoding.UTF8.GetString(Manifest);
        Assert.Contains(old, json, StringComparison.Ordinal);
        int at = json.IndexOf(old, StringComparison.Ordinal);
        Manifest = Encoding.UTF8.GetBytes(string.Concat(json.AsSpan(0, at), replacement, json.AsSpan(at + old.Length)));
    }

    public byte[] Key(string key) => Entry(key).Bytes(2);

    public void SetKey(string key, byte[] value) => Entry(key).Set(2, value);

    public void AddKey(string key, byte[] value) => _others.Add((key, value));

    public void RemoveKey(string key) => Footer.List(5).Remove(Entry(key));

    private ThriftStruct Entry(string key) => Footer.List(5).Cast<ThriftStruct>().First(entry => Encoding.UTF8.GetString(entry.Bytes(1)) == key);

    private byte[] ToBytes()
    {
        List<byte> file = [.. "PAR1"u8];
        List<byte> checksums = [];
        foreach (ForgedChunk chunk in Chunks.SelectMany(group => group))
        {
            file.AddRange(chunk.Gap);
            byte[] bytes = chunk.ToBytes(file.Count);
            file.AddRange(bytes);
            checksums.AddRange(BitConverter.GetBytes(Crc32C.Of(bytes)));
        }

        SetKey(FooterKeys.Manifest, Manifest);
        SetKey(FooterKeys.ManifestChecksum, Digits(Crc32C.Of(Manifest)));
        SetKey(FooterKeys.ChunkChecksums, Encoding.ASCII.GetBytes(Convert.ToBase64String([.. checksums])));
        SetKey(FooterKeys.FooterChecksum, "00000000"u8.ToArray());
        foreach ((string key, byte[] value) in _others)
        {
            ThriftStruct entry = new();
            entry.Set(1, Encoding.UTF8.GetBytes(key));
            entry.Set(2, value);
            Footer.List(5).Add(entry);
        }

        Lie(this);
        byte[] footer = Footer.ToBytes();
        int key8 = footer.AsSpan().LastIndexOf("trainrecorder.footer.crc32c"u8);
        if (key8 >= 0 && footer.AsSpan(key8).IndexOf("00000000"u8) is var digits and >= 0)
        {
            Digits(Crc32C.Of(footer)).CopyTo(footer, key8 + digits);
        }

        file.AddRange(footer);
        file.AddRange(BitConverter.GetBytes(footer.Length));
        file.AddRange("PAR1"u8);
        return Break([.. file]);
    }

    private static byte[] Digits(uint checksum) => Encoding.ASCII.GetBytes($"{checksum:x8}");
}
