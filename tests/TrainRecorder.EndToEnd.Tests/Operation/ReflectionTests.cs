using System.Text;
using Grpc.Core;

namespace TrainRecorder.EndToEnd.Tests.Operation;

/// <summary>The service describes itself to tools only where it is told to, for development.</summary>
public sealed class ReflectionTests
{
    [Fact]
    public async Task Reflection_AskedFor_NamesTheServices()
    {
        using var folder = new TemporaryFolder();
        await using var service = await ServiceProcess.StartAsync(folder, settings: ["--reflection", "true"]);

        Assert.Contains("trainrecorder.v1.TrainingService", Encoding.UTF8.GetString(await RawCalls.ServicesAsync(service)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reflection_NotAskedFor_IsNotThere()
    {
        using var folder = new TemporaryFolder();
        await using var service = await ServiceProcess.StartAsync(folder);

        var refused = await Assert.ThrowsAsync<RpcException>(() => RawCalls.ServicesAsync(service));

        Assert.Equal(StatusCode.Unimplemented, refused.StatusCode);
    }
}
