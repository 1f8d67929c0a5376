using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
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

    public static UploadDatasetRequest Part(string text) => new() { Chunk = ByteString.CopyFromUtf8(text) };

    public static Task<Dataset> SendAsync(TestService service, string text) => SendAsync(service, Part(Header(text)), Part(text));

    public static async Task<Dataset> SendAsync(TestService service, params UploadDatasetRequest[] parts)
    {
        using var call = service.Datasets.UploadDataset();
        foreach (var part in parts)
        {
            try
            {
                await call.RequestStream.WriteAsync(part).Soon();
            }
            catch (Exception fault) when (fault is Grpc.Core.RpcException or InvalidOperationException)
            {
                // The service has answered already; what, the response says.
                break;
            }
        }

        try
        {
            await call.RequestStream.CompleteAsync().Soon();
        }
        catch (Exception fault) when (fault is Grpc.Core.RpcException or InvalidOperationException)
        {
        }

        return (await call.ResponseAsync.Soon()).Dataset;
    }
}
