namespace TrainRecorder.Service.Catalogue.Rows;

/// <summary>The one row of what belongs to the catalogue as a whole.</summary>
internal sealed class LedgerRow
{
    /// <summary>The key of the one row.</summary>
    public const int TheOne = 1;

    /// <summary>Always <see cref="TheOne"/>.</summary>
    public int Id { get; init; }

    /// <summary>The last revision that was given.</summary>
    public long Revision { get; set; }

    /// <summary>The key that page tokens are signed with.</summary>
    public required byte[] PageKey { get; init; }
}
