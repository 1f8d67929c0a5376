using Google.Protobuf.Reflection;
using TrainRecorder.Service.Security;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Security;

public sealed class MethodScopesTests
{
    private static readonly FileDescriptor[] s_contract =
    [
        TrainingServiceReflection.Descriptor, DatasetServiceReflection.Descriptor, RecordingServiceReflection.Descriptor,
        ArchiveServiceReflection.Descriptor, ServerServiceReflection.Descriptor,
    ];

    [Fact]
    public void Known_HasEveryCallOfTheContract()
    {
        var calls = s_contract.SelectMany(file => file.Services).SelectMany(service => service.Methods).Select(method => $"/{method.Service.FullName}/{method.Name}");
        Assert.Empty(calls.Except(MethodScopes.Known));
    }

    [Theory]
    [InlineData("/trainrecorder.v1.TrainingService/GetRun", "Read")]
    [InlineData("/trainrecorder.v1.TrainingService/SubmitJob", "Submit")]
    [InlineData("/trainrecorder.v1.ArchiveService/DeleteArchive", "Admin")]
    [InlineData("/trainrecorder.v1.TrainingService/getrun", "Admin")]
    [InlineData("/nobody/knows", "Admin")]
    [InlineData("", "Admin")]
    public void Of_APath_IsWhatItNeeds(string path, string scope) => Assert.Equal(scope, MethodScopes.Of(path).ToString());
}
