using System.Security.Cryptography;
using Grpc.Core;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.Service.Endpoints;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Recordings;

public sealed class DownloadTests
{
    private static async Task<(byte[] Bytes, FileEnd? End)> DownloadAsync(TestService service, string run, long offset = 0, int parts = int.MaxValue)
    {
        using var call = service.Recordings.DownloadRecording(new DownloadRecordingRequest { Name = run, Offset = offset });
        var bytes = new List<byte>();
        for (var i = 0; i < parts && await call.ResponseStream.MoveNext(CancellationToken.None).Soon(); i++)
        {
            if (call.ResponseStream.Current.End is { } end) return ([.. bytes], end);
            Assert.InRange(call.ResponseStream.Current.Chunk.Data.Length, 1, 256 << 10);
            Assert.Equal(Crc32C.Of(call.ResponseStream.Current.Chunk.Data.Span), call.ResponseStream.Current.Chunk.Crc32C);
            Assert.Equal(offset + bytes.Count, call.ResponseStream.Current.Chunk.Offset);
            bytes.AddRange(call.ResponseStream.Current.Chunk.Data);
        }

        return ([.. bytes], null);
    }

    [Fact]
    public async Task Download_OfASealedRun_GivesItsBytesThenSizeAndHash()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.FinishAsync();

        var (bytes, end) = await DownloadAsync(service, run.Name);

        Assert.Equal(await File.ReadAllBytesAsync(service.Folder(run.Name).Sealed), bytes);
        Assert.Equal((bytes.Length, run.Recording.Sha256), (end!.Size, end.Sha256));
        Assert.Equal(end.Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public async Task Download_ResumedAtItsOffset_GivesTheSameBytes()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.FinishAsync();
        var (whole, _) = await DownloadAsync(service, run.Name);

        foreach (var offset in new[] { 1, whole.Length / 2, whole.Length - 1, whole.Length })
        {
            var (rest, end) = await DownloadAsync(service, run.Name, offset);
            Assert.Equal(whole[offset..], rest);
            Assert.Equal(whole.Length, end!.Size);
        }
    }

    [Fact]
    public async Task Download_FromBehindTheEnd_IsOutOfRange()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.FinishAsync();

        await DownloadAsync(service, run.Name, run.Recording.Bytes + 1).IsRefusedAsync(StatusCode.OutOfRange);
        await DownloadAsync(service, run.Name, -1).IsRefusedAsync(StatusCode.OutOfRange);
    }

    [Fact]
    public async Task Download_OfWhatIsNotSealed_IsRefused()
    {
        await using var service = await TestService.StartAsync();
        var run = await service.SubmitAsync();

        var fault = await DownloadAsync(service, run.Name).IsRefusedAsync(StatusCode.FailedPrecondition);
        await DownloadAsync(service, "runs/000000000000").IsRefusedAsync(StatusCode.NotFound);
        await DownloadAsync(service, "runs/../x").IsRefusedAsync(StatusCode.NotFound);

        Assert.Contains("not sealed", fault.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("cut")]
    [InlineData("gone")]
    public async Task Download_OfADamagedFile_IsDataLossAndNeverEnds(string damage)
    {
        await using var service = await TestService.StartAsync();
        var run = await service.FinishAsync();
        service.Errors.Expect(303);
        var path = service.Folder(run.Name).Sealed;
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.Length / 2] ^= 1;
        if (damage == "gone") File.Delete(path);
        else await File.WriteAllBytesAsync(path, damage == "cut" ? bytes[..^1] : bytes);

        await DownloadAsync(service, run.Name).IsRefusedAsync(StatusCode.DataLoss);
        // Those before the offset count too.
        await DownloadAsync(service, run.Name, bytes.Length - 1).IsRefusedAsync(StatusCode.DataLoss);
    }

    [Fact]
    public async Task Download_OneTooMany_IsExhausted()
    {
        var setUp = new TestSetUp();
        setUp.Options.MaxDownloads = 1;
        await using var service = await TestService.StartAsync(setUp);
        var run = await service.FinishAsync();

        using (service.Part<Turnstiles>().Downloads.Enter()) await DownloadAsync(service, run.Name).IsRefusedAsync(StatusCode.ResourceExhausted);
        await DownloadAsync(service, run.Name);
    }
}
