using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using TrainRecorder.Service.Capacity;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Configuration;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Files;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Launching.Local;
using TrainRecorder.Service.Transfers;
using TrainRecorder.Training;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Datasets;

/// <summary>Takes files: received whole, inspected, then made a dataset.</summary>
internal sealed class Upload(
    RunCatalogue catalogue, DataFolder data, IncomingFiles incoming, Room room, IDatasetInspector inspector, ServiceOptions options, TimeProvider time, ILogger<Upload> logger)
{
    private const string DefaultFormat = "csv";

    /// <summary>Takes one file.</summary>
    /// <exception cref="RpcException">As <c>DatasetService.UploadDataset</c> says.</exception>
    public async Task<DatasetRow> TakeAsync(PatientReader<UploadDatasetRequest> parts, CancellationToken cancellationToken)
    {
        var (header, format) = Check((await parts.NextAsync(cancellationToken))?.Header);
        using var promised = await room.PromiseAsync(header.Size - header.Offset, cancellationToken);
        using var file = await incoming.ReceiveAsync(header, () => NextAsync(parts, promised, cancellationToken), cancellationToken);
        if (await FindAsync(header.Sha256, cancellationToken) is { } known) return known;

        var schema = await InspectAsync(file.Path, format, cancellationToken);
        return await RecordAsync(header, format, schema, file.Path);
    }

    /// <summary>A dataset, or null.</summary>
    public Task<DatasetRow?> FindAsync(string sha256, CancellationToken cancellationToken) =>
        catalogue.ReadAsync(rows => rows.Datasets.FirstOrDefaultAsync(row => row.Sha256 == sha256, cancellationToken), cancellationToken);

    private (TransferHeader Header, string Format) Check(DatasetHeader? header)
    {
        var violations = new Violations();
        if (header is null) violations.Add("header", "must come first");
        violations.ThrowIfAny("The upload cannot be taken.");

        var checkedHeader = new TransferHeader(header!.DisplayName, header.Size, header.Sha256, header.Offset);
        checkedHeader.Check(violations);
        var format = header.Format.Length == 0 ? DefaultFormat : header.Format;
        if (!TableInspector.Formats.Contains(format)) violations.Add("header.format", $"must be one of: {string.Join(", ", TableInspector.Formats)}");
        violations.ThrowIfAny("The upload cannot be taken.");
        if (header.Size > options.MaxDatasetBytes) throw Faults.Exhausted($"The file has {header.Size} bytes, the limit is {options.MaxDatasetBytes}.");
        return (checkedHeader, format);
    }

    private static async Task<Chunk?> NextAsync(PatientReader<UploadDatasetRequest> parts, PromisedRoom promised, CancellationToken cancellationToken)
    {
        if (await parts.NextAsync(cancellationToken) is not { } part) return null;
        var violations = new Violations();
        if (part.Chunk is null) violations.Add("chunk", "must follow the header");
        violations.ThrowIfAny("The upload cannot be taken.");
        promised.Written(part.Chunk!.Data.Length);
        return part.Chunk;
    }

    private async Task<TableSchema> InspectAsync(string path, string format, CancellationToken cancellationToken)
    {
        try
        {
            var findings = await inspector.InspectAsync(path, format, cancellationToken);
            new Violations(findings.Faults).ThrowIfAny("The file cannot be used.");
            return findings.Schema!;
        }
        catch (BoundedProcessException fault) when (fault.Limit)
        {
            throw Faults.Exhausted(fault.Message);
        }
    }

    // File and row come together, and whether or not the caller still waits for the answer. What a kill leaves between the two, the
    // next start removes.
    private async Task<DatasetRow> RecordAsync(TransferHeader header, string format, TableSchema schema, string path)
    {
        var row = await catalogue.ChangeAsync(
            async change =>
            {
                if (await change.Rows.Datasets.FirstOrDefaultAsync(row => row.Sha256 == header.Sha256) is { } twin) return twin;
                DurableFile.Publish(path, data.Dataset(header.Sha256));
                var added = new DatasetRow
                {
                    Sha256 = header.Sha256,
                    DisplayName = header.DisplayName,
                    Format = format,
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
}
