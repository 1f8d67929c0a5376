using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;

namespace TrainRecorder.Service.Endpoints;

/// <summary>What a list is of; a token of one list does not open another.</summary>
internal enum PagedList : byte
{
    /// <summary>ListRuns.</summary>
    Runs = 1,

    /// <summary>ListArchives.</summary>
    Archives = 2,
}

/// <summary>A page that was asked for.</summary>
/// <param name="Size">Items, at least 1.</param>
/// <param name="Before">Only items of a revision below this.</param>
internal readonly record struct Page(int Size, long Before);

/// <summary>Page tokens: where the next page begins, signed with a key of the catalogue, so that no other token is taken.</summary>
internal sealed class PageTokens(RunCatalogue catalogue)
{
    private const int DefaultSize = 50;
    private const int MaxSize = 1000;
    private const int Body = 9;
    private const int Signature = 16;
    private byte[]? _key;

    /// <summary>Checks what a caller asks for.</summary>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT: the size is out of range or the token not one of ours.</exception>
    public async Task<Page> ReadAsync(PagedList list, int size, string token, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        if (size is < 0 or > MaxSize) violations.Add("page_size", $"must be from 0 to {MaxSize}");
        var before = long.MaxValue;
        if (token.Length > 0 && !TryOpen(list, token, await KeyAsync(cancellationToken), out before))
            violations.Add("page_token", "is not a token that this service gave for this list");
        violations.ThrowIfAny("The page cannot be given.");
        return new Page(size == 0 ? DefaultSize : size, before);
    }

    /// <summary>The token of the page that follows an item.</summary>
    public async Task<string> NextAsync(PagedList list, long lastRevision, CancellationToken cancellationToken)
    {
        var key = await KeyAsync(cancellationToken);
        var bytes = new byte[Body + Signature];
        bytes[0] = (byte)list;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(1), lastRevision);
        HMACSHA256.HashData(key, bytes.AsSpan(0, Body)).AsSpan(0, Signature).CopyTo(bytes.AsSpan(Body));
        return Base64Url.EncodeToString(bytes);
    }

    private static bool TryOpen(PagedList list, string token, byte[] key, out long before)
    {
        before = 0;
        Span<byte> bytes = stackalloc byte[Body + Signature];
        if (token.Length != Base64Url.GetEncodedLength(bytes.Length) || !Base64Url.IsValid(token)) return false;
        if (!Base64Url.TryDecodeFromChars(token, bytes, out var count) || count != bytes.Length || bytes[0] != (byte)list) return false;
        before = BinaryPrimitives.ReadInt64LittleEndian(bytes[1..]);
        return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, bytes[..Body]).AsSpan(0, Signature), bytes[Body..]);
    }

    private async ValueTask<byte[]> KeyAsync(CancellationToken cancellationToken) =>
        _key ??= await catalogue.ReadAsync(rows => rows.Ledger.Select(row => row.PageKey).SingleAsync(cancellationToken), cancellationToken);
}
