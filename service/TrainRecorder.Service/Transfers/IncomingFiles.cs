using System.Globalization;
using System.Security.Cryptography;
using Grpc.Core;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Files;
using TrainRecorder.Service.Hosting;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Transfers;

/// <summary>
/// Takes files in: chunk by chunk, each with its checksum, to a part that stays when the connection breaks, and whole only with
/// the right hash.
/// </summary>
internal sealed class IncomingFiles(DataFolder data, TimeProvider time, ILogger<IncomingFiles> logger)
{
    private const int MaxChunk = 1 << 20;
    private const int MaxParts = 64;
    private const string PartSuffix = ".part";
    private readonly Lock _lock = new();
    private readonly HashSet<string> _taken = [];

    /// <summary>Bytes that are kept of a file.</summary>
    public long Kept(string sha256, long size)
    {
        var part = new FileInfo(PartPath(sha256, size));
        return part.Exists ? Math.Min(part.Length, size) : 0;
    }

    /// <summary>Takes the bytes of a file.</summary>
    /// <param name="header">What comes, checked.</param>
    /// <param name="next">Gives the next chunk, or null at the end.</param>
    /// <param name="cancellationToken">Ends it; what came is kept.</param>
    /// <returns>The whole file, on the disk. Dispose it when it was moved to its place or is not wanted.</returns>
    /// <exception cref="RpcException">As <c>DatasetService.UploadDataset</c> says.</exception>
    public async Task<IncomingFile> ReceiveAsync(TransferHeader header, Func<Task<Chunk?>> next, CancellationToken cancellationToken)
    {
        var (path, release) = Take(header);
        var isWhole = false;
        try
        {
            await FillAsync(path, header, next, cancellationToken);
            isWhole = true;
            return new IncomingFile(path, release, logger);
        }
        finally
        {
            if (!isWhole) release();
        }
    }

    /// <summary>Removes parts that nobody went on with for too long, and files of uploads that were not to be gone on with.</summary>
    public void Expire(TimeSpan keep)
    {
        var before = time.GetUtcNow().UtcDateTime - keep;
        foreach (var part in new DirectoryInfo(data.Incoming).EnumerateFiles('*' + PartSuffix)) if (part.LastWriteTimeUtc < before) RemoveUnlessTaken(part.FullName);
    }

    private string PartPath(string sha256, long size) => Path.Combine(data.Incoming, string.Create(CultureInfo.InvariantCulture, $"{sha256}-{size}{PartSuffix}"));

    // Two may send the same file at once: the second one gets a file of its own, which does not outlive its call.
    private (string Path, Action Release) Take(TransferHeader header)
    {
        var path = PartPath(header.Sha256, header.Size);
        lock (_lock)
        {
            if (_taken.Add(path)) return (path, () => Release(path));
        }

        if (header.Offset > 0) throw Faults.Of(StatusCode.OutOfRange, "Another call is sending this file. Ask again how far it is.");
        var own = Path.Combine(data.Incoming, Path.GetRandomFileName() + ".tmp");
        return (own, () => Removal.File(own, logger));
    }

    private void Release(string path)
    {
        lock (_lock) _taken.Remove(path);
    }

    private async Task FillAsync(string path, TransferHeader header, Func<Task<Chunk?>> next, CancellationToken cancellationToken)
    {
        if (header.Offset == 0) MakeRoom();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (var file = new FileStream(path, header.Offset == 0 ? FileMode.Create : FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous))
        {
            await GoOnAsync(file, header, hash, cancellationToken);
            while (await next() is { } chunk)
            {
                Check(chunk, file.Position, header);
                hash.AppendData(chunk.Data.Span);
                await file.WriteAsync(chunk.Data.Memory, cancellationToken);
            }

            if (file.Position != header.Size) throw Faults.DataLoss($"{file.Position} bytes came, {header.Size} were announced. Go on at {file.Position}.");
            if (Convert.ToHexStringLower(hash.GetHashAndReset()) == header.Sha256)
            {
                file.Flush(flushToDisk: true);
                return;
            }
        }

        Removal.File(path, logger);
        throw Faults.DataLoss("The bytes do not have the announced hash. Send the file again from its beginning.");
    }

    private static async Task GoOnAsync(FileStream file, TransferHeader header, IncrementalHash hash, CancellationToken cancellationToken)
    {
        if (header.Offset == 0) return;
        if (header.Offset != file.Length) throw Faults.Of(StatusCode.OutOfRange, $"{file.Length} bytes of the file are kept: go on there, or begin at 0.");
        var buffer = new byte[MaxChunk];
        while (await file.ReadAsync(buffer, cancellationToken) is var count and > 0) hash.AppendData(buffer, 0, count);
    }

    private static void Check(Chunk chunk, long position, TransferHeader header)
    {
        var violations = new Violations();
        if (chunk.Data.Length is 0 or > MaxChunk) violations.Add("chunk.data", $"must have 1 to {MaxChunk} bytes");
        if (chunk.Offset != position) violations.Add("chunk.offset", $"must be {position}: chunks follow one another");
        if (position + chunk.Data.Length > header.Size) violations.Add("chunk.data", $"goes beyond the {header.Size} bytes that were announced");
        violations.ThrowIfAny("The chunk cannot be taken.");
        if (Crc32C.Of(chunk.Data.Span) != chunk.Crc32C) throw Faults.DataLoss($"The chunk at {position} does not have its checksum. Go on at {position}.");
    }

    // Uploads that were begun and never gone on with must not fill the folder: the oldest goes.
    private void MakeRoom()
    {
        foreach (var part in new DirectoryInfo(data.Incoming).GetFiles('*' + PartSuffix).OrderByDescending(part => part.LastWriteTimeUtc).Skip(MaxParts)) RemoveUnlessTaken(part.FullName);
    }

    private void RemoveUnlessTaken(string path)
    {
        lock (_lock)
        {
            if (!_taken.Contains(path)) Removal.File(path, logger);
        }
    }
}

/// <summary>A file that came in whole. Whoever has it moves it to its place; otherwise it is removed with this.</summary>
internal sealed class IncomingFile(string path, Action release, ILogger logger) : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    /// <inheritdoc/>
    public void Dispose()
    {
        Removal.File(Path, logger);
        release();
    }
}
