namespace TrainRecorder.Service.Catalogue.Rows;

/// <summary>A dataset.</summary>
internal sealed class DatasetRow
{
    /// <summary>SHA-256 of its bytes in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>A name for people.</summary>
    public required string DisplayName { get; init; }

    /// <summary>As <c>DatasetHeader.format</c> names it.</summary>
    public required string Format { get; init; }

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    /// <summary>What was found in it, a <see cref="V1.TableSchema"/> as protobuf bytes.</summary>
    public required byte[] Schema { get; init; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset CreateTime { get; init; }

    /// <summary>The revision of its acceptance.</summary>
    public long Revision { get; init; }
}
