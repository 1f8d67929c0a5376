namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>The footer's key-values that make a Parquet file a recording.</summary>
internal static class FooterKeys
{
    /// <summary>The manifest, JSON.</summary>
    public const string Manifest = "trainrecorder.manifest";

    /// <summary>CRC-32C of the manifest's bytes, 8 lower-case hexadecimal digits.</summary>
    public const string ManifestChecksum = "trainrecorder.manifest.crc32c";

    /// <summary>CRC-32C of every column chunk, 4 bytes each, little-endian, row group by row group; base64.</summary>
    public const string ChunkChecksums = "trainrecorder.chunks.crc32c";

    /// <summary>CRC-32C of the footer, with this value's own 8 hexadecimal digits taken as zeros.</summary>
    public const string FooterChecksum = "trainrecorder.footer.crc32c";

    public const int ChecksumDigits = 8;
}
