using Grpc.Core;

namespace TrainRecorder.EndToEnd.Tests.Operation;

/// <summary>Calls of gRPC's standard services, whose few bytes need no generated code.</summary>
internal static class RawCalls
{
    private static readonly Marshaller<byte[]> s_bytes = Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes);

    /// <summary><c>grpc.health.v1.Health/Check</c> of the whole service: its status, of which 1 is SERVING.</summary>
    public static async Task<int> HealthAsync(ServiceProcess service)
    {
        var check = new Method<byte[], byte[]>(MethodType.Unary, "grpc.health.v1.Health", "Check", s_bytes, s_bytes);
        // Field 1, a varint; left out where it is 0.
        return await service.Channel.CreateCallInvoker().AsyncUnaryCall(check, host: null, default, []) is [0x08, var status] ? status : 0;
    }

    /// <summary><c>ServerReflectionInfo</c>: what services there are, as the bytes of the answer.</summary>
    public static async Task<byte[]> ServicesAsync(ServiceProcess service)
    {
        var info = new Method<byte[], byte[]>(MethodType.DuplexStreaming, "grpc.reflection.v1alpha.ServerReflection", "ServerReflectionInfo", s_bytes, s_bytes);
        using var call = service.Channel.CreateCallInvoker().AsyncDuplexStreamingCall(info, host: null, default);
        try
        {
            // Field 7, list_services, an empty text.
            await call.RequestStream.WriteAsync([0x3A, 0x00]);
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception ended) when (ended is InvalidOperationException or RpcException)
        {
            // The call has ended meanwhile: its answer, asked for below, says why.
        }

        return await call.ResponseStream.MoveNext(CancellationToken.None) ? call.ResponseStream.Current : [];
    }
}
