using System.Text;
using TrainRecorder.Hosting;
using TrainRecorder.Service.Hosting;
using TrainRecorder.Service.Security;
using TrainRecorder.Service.Tests.Infrastructure;

namespace TrainRecorder.Service.Tests.Hosting;

public sealed class LocalEndpointTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5871", "127.0.0.1_5871.token")]
    [InlineData("http://localhost:5871", "127.0.0.1_5871.token")]
    [InlineData("http://LOCALHOST:80", "127.0.0.1_80.token")]
    [InlineData("http://[::1]:5871", "--1_5871.token")]
    public void TokenPath_OfAnAddress_IsAFileOfThatNameInTheFolder(string url, string file) =>
        Assert.Equal(Path.Combine(Surroundings.Folder, "tokens", file), LocalEndpoint.TokenPath(new Uri(url)));

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.8.9.1", true)]
    [InlineData("[::1]", true)]
    [InlineData("example.org", false)]
    [InlineData("localhost.example.org", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("", false)]
    public void IsLoopbackHost_OfAName_SaysWhetherItIsThisMachine(string host, bool expected) => Assert.Equal(expected, PublicAddress.IsLoopbackHost(host));

    [Fact]
    public void WorkerSocket_OfADataFolder_IsShortAndAlwaysTheSame()
    {
        var folder = Directory.CreateTempSubdirectory(new string('d', 100)).FullName;
        var data = new DataFolder(folder);

        var path = WorkerSocket.Prepare(data);

        Assert.True(Encoding.UTF8.GetByteCount(path) < 104);
        Assert.Equal(path, WorkerSocket.Prepare(new DataFolder(folder + Path.DirectorySeparatorChar + ".")));
        Assert.NotEqual(path, WorkerSocket.Prepare(new DataFolder(Path.Combine(folder, "other"))));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(path)!));
        Directory.Delete(folder, recursive: true);
    }
}
