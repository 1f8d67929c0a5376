using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Files;
using TrainRecorder.Service.Hosting;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Datasets;

/// <summary>Takes files: to a temporary name, checked by size and hash, inspected, then made a dataset.</summary>
internal sealed class Upload(
    RunCatalogue catalogue, DataFolder data, IDatasetInspector inspector, ServiceOptions options, TimeProvider time, ILogger<Upload> logger)
{
    private const int MaxChunk = 1 << 20;

    /// <summary>Takes one file.</summary>
    /// <exception cref="RpcException">As <c>DatasetService.UploadDataset</c> says.</exception>
    public async Task<DatasetRow> TakeAsync(IAsyncStreamReader<UploadDatasetRequest> parts, CancellationToken cancellationToken)
    {
        var first = await NextAsync(parts, cancellationToken);
        if (first is not { PartCase: UploadDatasetRequest.PartOneofCase.Header }) throw Refuse("header", "must come first");
        var header = UploadHeader.Check(first.Header, options, data);

        var temporary = Path.Combine(data.Incoming, Path.GetRandomFileName());
        try
        {
            await ReceiveAsync(parts, header, temporary, cancellationToken);
            if (await FindAsync(header.Sha256, cancellationToken) is { } known) return known;

            var schema = await InspectAsync(temporary, header.Format, cancellationToken);
            DurableFile.Publish(temporary, data.Dataset(header.Sha256));
            return await RecordAsync(header, schema);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>A dataset, or null.</summary>
    public Task<DatasetRow?> FindAsync(string sha256, CancellationToken cancellationToken) =>
        catalogue.ReadAsync(rows => rows.Datasets.FirstOrDefaultAsync(row => row.Sha256 == sha256, cancellationToken), cancellationToken);

    private async Task ReceiveAsync(IAsyncStreamReader<UploadDatasetRequest> parts, DatasetHeader header, string temporary, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        long size = 0;
        while (await NextAsync(parts, cancellationToken) is { } part)
        {
            if (part.PartCase != UploadDatasetRequest.PartOneofCase.Chunk || part.Chunk.Length is 0 or > MaxChunk)
                throw Refuse("chunk", $"must follow the header, with 1 to {MaxChunk} bytes");
            size += part.Chunk.Length;
            if (size > header.Size) throw Faults.DataLoss($"More bytes came than the {header.Size} that were announced. Send the file again.");
            hash.AppendData(part.Chunk.Span);
            await file.WriteAsync(part.Chunk.Memory, cancellationToken);
        }

        if (size != header.Size) throw Faults.DataLoss($"{size} bytes came, {header.Size} were announced. Send the file again.");
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != header.Sha256) throw Faults.DataLoss("The bytes do not have the announced hash. Send the file again.");
        file.Flush(flushToDisk: true);
    }

    private async Task<TableSchema> InspectAsync(string path, string format, CancellationToken cancellationToken)
    {
        try
        {
            var findings = await inspector.InspectAsync(path, format, cancellationToken);
            new Violations(findings.Faults).ThrowIfAny("The file cannot be used.");
            return findings.Schema!;
        }
        catch (InspectionException fault) when (fault.Limit)
        {
            throw Faults.Exhausted(fault.Message);
        }
    }

    // The file is in its place: the dataset is recorded whether or not the caller still waits for the answer.
    private async Task<DatasetRow> RecordAsync(DatasetHeader header, TableSchema schema)
    {
        var row = await catalogue.ChangeAsync(
            async change =>
            {
                if (await change.Rows.Datasets.FirstOrDefaultAsync(row => row.Sha256 == header.Sha256) is { } twin) return twin;
                var added = new DatasetRow
                {
                    Sha256 = header.Sha256,
                    DisplayName = header.DisplayName,
                    Format = header.Format,
                    Size = header.Size,
                    Schema = schema.ToByteArray(),
                    CreateTime = time.GetUtcNow(),
                    Revision = change.NextRevision(),
                };
                change.Rows.Datasets.Add(added);
                return added;
            },
            CancellationToken.None);
        LogMessages.DatasetAccepted(logger, row.Sha256, row.Size);
        return row;
    }

    // The next part, or null at the end. Kestrel's limits on slow bodies do not hold on gRPC streams: this one is ours.
    private async Task<UploadDatasetRequest?> NextAsync(IAsyncStreamReader<UploadDatasetRequest> parts, CancellationToken cancellationToken)
    {
        using var idle = new CancellationTokenSource(options.UploadIdle, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellationToken);
        try
        {
            return await parts.MoveNext(either.Token) ? parts.Current : null;
        }
        catch (Exception fault) when (fault is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled } && idle.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Faults.Of(StatusCode.DeadlineExceeded, $"No bytes came for {options.UploadIdle.TotalSeconds:0.###} s.");
        }
    }

    private static RpcException Refuse(string field, string description)
    {
        var violations = new Violations();
        violations.Add(field, description);
        return violations.ToException("The upload cannot be taken.");
    }
}
