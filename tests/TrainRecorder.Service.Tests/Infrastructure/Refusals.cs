using Google.Rpc;
using Grpc.Core;

namespace TrainRecorder.Service.Tests.Infrastructure;

/// <summary>Expects errors.</summary>
internal static class Refusals
{
    public static async Task<RpcException> IsRefusedAsync(this Task call, StatusCode expected)
    {
        var fault = await Assert.ThrowsAsync<RpcException>(() => call.Soon());
        Assert.True(expected == fault.StatusCode, $"{expected} was expected, {fault.Status} came.");
        return fault;
    }

    public static Task<RpcException> IsRefusedAsync<T>(this AsyncUnaryCall<T> call, StatusCode expected) => call.ResponseAsync.IsRefusedAsync(expected);

    /// <summary>The fields of the violations.</summary>
    public static IReadOnlyList<string> Fields(this RpcException fault) =>
        [.. fault.GetRpcStatus()?.GetDetail<BadRequest>()?.FieldViolations.Select(violation => violation.Field) ?? []];
}
