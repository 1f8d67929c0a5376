using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace TrainRecorder.Scene.Text;

/// <summary>The weights of the font that ship with us.</summary>
public enum FontWeight
{
    /// <summary>400.</summary>
    Regular,

    /// <summary>600.</summary>
    SemiBold,
}

/// <summary>One weight of the font of every picture (Inter, SIL Open Font License), or the font beside it, with the measures that layout needs.</summary>
/// <remarks>
/// Reads the tables <c>head</c>, <c>hhea</c>, <c>hmtx</c>, <c>cmap</c> and <c>OS/2</c> of the OpenType file, so that text is measured
/// without a drawing library and comes out as wide as it is drawn: no kerning, no hinting.
/// </remarks>
public sealed class FontFace
{
    /// <summary>The font's family name.</summary>
    public const string Family = "Inter";

    private static readonly Lazy<FontFace> s_fallback = new(() => new FontFace(Unpack("NotoSansSC-Subset.ttf.gz")));

    private readonly byte[] _file;
    private readonly int _advances;
    private readonly int _advanceCount;
    private readonly int _groups;
    private readonly float _unitsPerEm;

    private FontFace(byte[] file)
    {
        _file = file;
        _unitsPerEm = UInt16(Table("head") + 18);
        int metrics = Table("hhea");
        Ascent = Int16(metrics + 4) / _unitsPerEm;
        Descent = -Int16(metrics + 6) / _unitsPerEm;
        _advanceCount = UInt16(metrics + 34);
        _advances = Table("hmtx");
        CapHeight = Int16(Table("OS/2") + 88) / _unitsPerEm;
        _groups = CharacterGroups();
    }

    /// <summary>Regular, 400.</summary>
    public static FontFace Regular { get; } = new(Read("Inter-Regular.otf"));

    /// <summary>Semibold, 600.</summary>
    public static FontFace SemiBold { get; } = new(Read("Inter-SemiBold.otf"));

    /// <summary>For what the others have not: Chinese and Japanese (Noto Sans SC, SIL Open Font License); unpacked when first needed.</summary>
    public static FontFace Fallback => s_fallback.Value;

    /// <summary>Height above the baseline for a font size of 1.</summary>
    public float Ascent { get; }

    /// <summary>Depth below the baseline for a font size of 1.</summary>
    public float Descent { get; }

    /// <summary>Height of a capital letter for a font size of 1.</summary>
    public float CapHeight { get; }

    /// <summary>The OpenType file.</summary>
    public ReadOnlyMemory<byte> File => _file;

    /// <summary>The face of a weight.</summary>
    public static FontFace Of(FontWeight weight) => weight == FontWeight.SemiBold ? SemiBold : Regular;

    /// <summary>The width of a text on one line at a font size, both in pixels.</summary>
    public float Width(string text, float size)
    {
        float width = 0;
        foreach (Rune rune in text.EnumerateRunes())
            width += Advance(Glyph(rune.Value));
        return width * size / _unitsPerEm;
    }

    private static byte[] Unpack(string name)
    {
        using GZipStream packed = new(new MemoryStream(Read(name)), CompressionMode.Decompress);
        using MemoryStream file = new();
        packed.CopyTo(file);
        return file.ToArray();
    }

    private static byte[] Read(string name)
    {
        using Stream stream = typeof(FontFace).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the resource {name} is missing");
        byte[] file = new byte[stream.Length];
        stream.ReadExactly(file);
        return file;
    }

    private int Table(string tag)
    {
        for (int index = 0, record = 12; index < UInt16(4); index++, record += 16)
        {
            if (Encoding.ASCII.GetString(_file, record, 4) == tag)
                return Int32(record + 8);
        }
        throw new InvalidDataException($"the font has no table '{tag}'");
    }

    /// <summary>The place of the character map's sub-table of format 12 (groups of characters, sorted).</summary>
    private int CharacterGroups()
    {
        int map = Table("cmap");
        for (int index = 0; index < UInt16(map + 2); index++)
        {
            int table = map + Int32(map + 4 + index * 8 + 4);
            if (UInt16(table) == 12)
                return table + 12;
        }
        throw new InvalidDataException("the font has no character map of format 12");
    }

    /// <summary>The number of a character's glyph; 0, the empty box, if the font has none.</summary>
    internal int Glyph(int character)
    {
        int low = 0, high = Int32(_groups) - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int group = _groups + 4 + middle * 12;
            if (character < Int32(group))
                high = middle - 1;
            else if (character > Int32(group + 4))
                low = middle + 1;
            else
                return Int32(group + 8) + character - Int32(group);
        }
        return 0;
    }

    private int Advance(int glyph) => UInt16(_advances + 4 * Math.Min(glyph, _advanceCount - 1));

    private int UInt16(int offset) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(offset));

    private int Int16(int offset) => BinaryPrimitives.ReadInt16BigEndian(_file.AsSpan(offset));

    private int Int32(int offset) => BinaryPrimitives.ReadInt32BigEndian(_file.AsSpan(offset));
}
