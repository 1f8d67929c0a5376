using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Connections;
using TrainRecorder.Recording;
using TrainRecorder.Service.Catalogue;
using TrainRecorder.Service.Files;
using TrainRecorder.Service.Hosting;

namespace TrainRecorder.Service.Endpoints;

/// <summary>
/// Turns every fault into one of the contract's errors: a caller never sees an exception's text or stack, and what nobody
/// expected is logged, once.
/// </summary>
internal sealed class FaultInterceptor(ICatalogueProvider provider, Drain drain, ILogger<FaultInterceptor> logger) : Interceptor
{
    /// <inheritdoc/>
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw Translate(fault, context);
        }
    }

    /// <inheritdoc/>
    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw Translate(fault, context);
        }
    }

    /// <inheritdoc/>
    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(requestStream, context);
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw Translate(fault, context);
        }
    }

    // Reading meets a cut connection before the call counts as cancelled.
    private static bool IsCut(Exception fault) => (fault as IOException)?.InnerException is ConnectionAbortedException or ConnectionResetException;

    private RpcException Translate(Exception fault, ServerCallContext context)
    {
        // The caller is gone: nobody reads the answer, and whatever broke because of it is no fault.
        if (context.CancellationToken.IsCancellationRequested || IsCut(fault)) return Faults.Of(StatusCode.Cancelled, "The caller ended the call.");
        if (drain.Begun && fault is OperationCanceledException) return Faults.Stopping();
        if (provider.Explain(fault) is { } storeFault)
        {
            LogMessages.StoreFailed(logger, fault, context.Method);
            return storeFault switch
            {
                StoreFault.Busy => Faults.Of(StatusCode.Unavailable, "The catalogue is busy. Try again."),
                StoreFault.Full => Faults.Exhausted("The disk of the service is full."),
                StoreFault.Damaged => Faults.DataLoss("The catalogue of the service is damaged; its log says more."),
                _ => Faults.Of(StatusCode.Unavailable, "The catalogue cannot be used at the moment; the service's log says why. Try again."),
            };
        }

        if (fault is RecordingException damage)
        {
            LogMessages.RecordingFaulty(logger, fault, context.Method);
            return Faults.DataLoss($"The recording is damaged: {damage.Message}");
        }

        if (fault is IOException && DiskSpace.IsFull(fault))
        {
            LogMessages.DiskFailed(logger, fault, context.Method);
            return Faults.Exhausted("The disk of the service is full.");
        }

        LogMessages.UnexpectedFault(logger, fault, context.Method);
        return Faults.Of(StatusCode.Internal, "The service met a fault that it did not expect; its log says more.");
    }
}
