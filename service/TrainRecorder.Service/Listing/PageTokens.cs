using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Endpoints;

namespace TrainRecorder.Service.Listing;

/// <summary>What a list is of.</summary>
internal enum PagedListKind : byte
{
    /// <summary>ListRuns.</summary>
    Runs = 1,

    /// <summary>ListArchives.</summary>
    Archives = 2,

    /// <summary>ListDatasets.</summary>
    Datasets = 3,
}

/// <summary>A list; a token of one does not open another.</summary>
/// <param name="Kind">What it is of.</param>
/// <param name="Terms">How it was asked for: filter and order.</param>
internal readonly record struct PagedList(PagedListKind Kind, string Terms = "");

/// <summary>A page that was asked for.</summary>
/// <param name="Size">Items, at least 1.</param>
/// <param name="IsFirst">The list begins here.</param>
/// <param name="Before">The revision of the last item before it; of the first page a larger one than any.</param>
/// <param name="Key">What the order looks at, of that item.</param>
internal readonly record struct Page(int Size, bool IsFirst, long Before, string Key);

/// <summary>Page tokens: where the next page begins, signed with a key of the catalogue, so that no other token is taken.</summary>
internal sealed class PageTokens(RunCatalogue catalogue)
{
    private const int DefaultSize = 50;
    private const int MaxSize = 1000;
    private const int MaxToken = 4_000;
    private const int Fixed = 9;
    private const int Signature = 16;
    private byte[]? _key;

    /// <summary>Checks what a caller asks for.</summary>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT: the size is out of range or the token not one of ours.</exception>
    public async Task<Page> ReadAsync(PagedList list, int size, string token, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        var page = await ReadAsync(list, size, token, violations, cancellationToken);
        violations.ThrowIfAny("The page cannot be given.");
        return page;
    }

    /// <summary>Checks what a caller asks for, and adds what is wrong with it.</summary>
    public async Task<Page> ReadAsync(PagedList list, int size, string token, Violations violations, CancellationToken cancellationToken)
    {
        if (size is < 0 or > MaxSize) violations.Add("page_size", $"must be from 0 to {MaxSize}");
        var (before, key) = (long.MaxValue, "");
        if (token.Length > 0 && !TryOpen(list, token, await KeyAsync(cancellationToken), out before, out key))
            violations.Add("page_token", "is not a token that this service gave for this list");
        return new Page(size == 0 ? DefaultSize : size, token.Length == 0, before, key);
    }

    /// <summary>The token of the page that follows an item.</summary>
    public async Task<string> NextAsync(PagedList list, long lastRevision, string lastKey, CancellationToken cancellationToken)
    {
        var signing = await KeyAsync(cancellationToken);
        var key = Encoding.UTF8.GetBytes(lastKey);
        var bytes = new byte[Fixed + key.Length + Signature];
        bytes[0] = (byte)list.Kind;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(1), lastRevision);
        key.CopyTo(bytes, Fixed);
        Sign(list, bytes.AsSpan(..^Signature), signing).CopyTo(bytes.AsSpan(^Signature..));
        return Base64Url.EncodeToString(bytes);
    }

    private static bool TryOpen(PagedList list, string token, byte[] key, out long before, out string lastKey)
    {
        (before, lastKey) = (0, "");
        if (token.Length > MaxToken || !Base64Url.IsValid(token)) return false;
        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length < Fixed + Signature || bytes[0] != (byte)list.Kind) return false;
        if (!CryptographicOperations.FixedTimeEquals(Sign(list, bytes.AsSpan(..^Signature), key), bytes.AsSpan(^Signature..))) return false;
        before = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(1));
        lastKey = Encoding.UTF8.GetString(bytes.AsSpan(Fixed..^Signature));
        return true;
    }

    // The terms are signed and not carried: whoever asks for the next page names them again.
    private static ReadOnlySpan<byte> Sign(PagedList list, ReadOnlySpan<byte> body, byte[] key)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(list.Terms)));
        hash.AppendData(body);
        return hash.GetHashAndReset().AsSpan(0, Signature);
    }

    private async ValueTask<byte[]> KeyAsync(CancellationToken cancellationToken) =>
        _key ??= await catalogue.ReadAsync(rows => rows.Ledger.Select(row => row.PageKey).SingleAsync(cancellationToken), cancellationToken);
}
