using Google.Protobuf.Reflection;
using Grpc.Core;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Infrastructure;

/// <summary>Any call of the contract, with any bytes.</summary>
internal static class AnyCall
{
    private static readonly Marshaller<byte[]> s_bytes = Marshallers.Create<byte[]>(message => message, message => message);

    /// <summary>The calls of the public services.</summary>
    public static IReadOnlyList<MethodDescriptor> Public { get; } =
    [
        .. TrainingService.Descriptor.Methods, .. DatasetService.Descriptor.Methods, .. RecordingService.Descriptor.Methods, .. ArchiveService.Descriptor.Methods, .. ServerService.Descriptor.Methods,
    ];

    /// <summary>Its name as the contract has it: <c>TrainingService/GetRun</c>.</summary>
    public static string NameOf(MethodDescriptor method) => $"{method.Service.Name}/{method.Name}";

    /// <summary>Makes a call.</summary>
    /// <param name="invoker">On which channel.</param>
    /// <param name="descriptor">Which.</param>
    /// <param name="messages">What is sent; one, unless the call takes a stream.</param>
    /// <param name="options">Headers, deadline, cancellation.</param>
    /// <param name="answers">Of a stream so many answers are enough.</param>
    public static async Task SendAsync(CallInvoker invoker, MethodDescriptor descriptor, IReadOnlyList<byte[]> messages, CallOptions options = default, int answers = int.MaxValue)
    {
        var kind = descriptor.IsClientStreaming ? MethodType.ClientStreaming : descriptor.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary;
        var method = new Method<byte[], byte[]>(kind, descriptor.Service.FullName, descriptor.Name, s_bytes, s_bytes);
        switch (kind)
        {
            case MethodType.Unary:
                await invoker.AsyncUnaryCall(method, null, options, messages[0]);
                break;
            case MethodType.ServerStreaming:
                using (var call = invoker.AsyncServerStreamingCall(method, null, options, messages[0]))
                {
                    for (var i = 0; i < answers && await call.ResponseStream.MoveNext(CancellationToken.None); i++)
                    {
                    }
                }

                break;
            default:
                using (var call = invoker.AsyncClientStreamingCall(method, null, options))
                {
                    await SendAllAsync(call, messages);
                    await call.ResponseAsync;
                }

                break;
        }
    }

    private static async Task SendAllAsync(AsyncClientStreamingCall<byte[], byte[]> call, IReadOnlyList<byte[]> messages)
    {
        try
        {
            foreach (var message in messages) await call.RequestStream.WriteAsync(message);
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception fault) when (fault is RpcException or InvalidOperationException)
        {
            // Answered before everything was sent; how, the response says.
        }
    }
}
