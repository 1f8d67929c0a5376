using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Infrastructure;

/// <summary>Sends files.</summary>
internal static class Uploads
{
    public static DatasetHeader Header(string text) => new()
    {
        DisplayName = "data.csv",
        Size = Encoding.UTF8.GetByteCount(text),
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
    };

    public static UploadDatasetRequest Part(DatasetHeader header) => new() { Header = header };

    /// <summary>A chunk that follows what was sent before, unless an offset is given.</summary>
    public static UploadDatasetRequest Part(string text, long offset = -1) => new() { Chunk = Chunk(Encoding.UTF8.GetBytes(text), offset) };

    public static Chunk Chunk(byte[] bytes, long offset) => new() { Offset = offset, Data = ByteString.CopyFrom(bytes), Crc32C = Crc32C.Of(bytes) };

    public static Task<Dataset> SendAsync(TestService service, string text) => SendAsync(service, Part(Header(text)), Part(text));

    public static async Task<Dataset> SendAsync(TestService service, params UploadDatasetRequest[] parts)
    {
        using var call = service.Datasets.UploadDataset();
        long offset = 0;
        foreach (var part in parts)
        {
            if (part.Header is { } header) offset = header.Offset;
            if (part.Chunk is { Offset: -1 } chunk) chunk.Offset = offset;
            offset += part.Chunk?.Data.Length ?? 0;
            if (!await TryAsync(() => call.RequestStream.WriteAsync(part))) break;
        }

        await TryAsync(call.RequestStream.CompleteAsync);
        return (await call.ResponseAsync.Soon()).Dataset;
    }

    /// <summary>Brings a recording from elsewhere, in chunks of a size.</summary>
    public static async Task<V1.Archive> ImportAsync(TestService service, byte[] bytes, string? sha256 = null, int chunk = 1 << 16)
    {
        using var call = service.Archives.ImportRecording();
        var header = new FileHeader { DisplayName = "run.parquet", Size = bytes.Length, Sha256 = sha256 ?? Convert.ToHexStringLower(SHA256.HashData(bytes)) };
        await call.RequestStream.WriteAsync(new ImportRecordingRequest { Header = header }).Soon();
        for (var at = 0; at < bytes.Length; at += chunk)
        {
            var part = bytes[at..Math.Min(bytes.Length, at + chunk)];
            var offset = at;
            if (!await TryAsync(() => call.RequestStream.WriteAsync(new ImportRecordingRequest { Chunk = Chunk(part, offset) }))) break;
        }

        await TryAsync(call.RequestStream.CompleteAsync);
        return (await call.ResponseAsync.Soon()).Archive;
    }

    // False: the service has answered already; what, the response says.
    private static async Task<bool> TryAsync(Func<Task> send)
    {
        try
        {
            await send().Soon();
            return true;
        }
        catch (Exception fault) when (fault is Grpc.Core.RpcException or InvalidOperationException)
        {
            return false;
        }
    }
}
