using System.Collections.Concurrent;
using System.Security.Cryptography;
using CsCheck;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using TrainRecorder.Service.Tests.Contract;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Campaigns;

/// <summary>
/// Requests as nobody should send them: none may crash the service, hang it, or be answered with an error that its call does not
/// name. Two thousand at every test run, 50,000 with TRAINRECORDER_LONG_TESTS=1.
/// </summary>
public sealed class MutatedRequestsTests
{
    private const int Percent = 500;

    // No answer takes as long, however busy the machine.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private static readonly int s_per = Environment.GetEnvironmentVariable("TRAINRECORDER_LONG_TESTS") == "1" ? Percent : Percent / 25;
    private static readonly string[] s_words =
    [
        "", Scenario.NoRun, "runs/../x", Scenario.NoArchive, Scenario.NoDataset, new string('b', 64), "state = FAILED", "priority > 0 AND", "(((", "\"", "create_time desc",
        "AAAA", "csv", "npz", "\0", "é数🎓", "-1", "tanh", "xor",
    ];

    [Fact]
    public async Task AnyCall_WithAnyRequest_IsAnsweredAsTheContractSays()
    {
        await using var service = await StartAsync();
        var run = await service.SubmitAsync();
        var any = new Mutations([run.Name, run.Etag, .. s_words]);
        var calls = AnyCall.Public.Select(method => (Method: method, Requests: any.Any(method.InputType).Array[1, method.IsClientStreaming ? 5 : 1])).ToList();

        var seen = await SampleAsync(service, 30, Gen.Int[0, calls.Count - 1].SelectMany(i => calls[i].Requests.Select(requests => new Call(calls[i].Method, Bytes(requests)))));

        // It still serves, and something of everything was met.
        Assert.Equal(run.Name, (await service.GetAsync(run.Name)).Name);
        Assert.Superset(new HashSet<StatusCode> { StatusCode.OK, StatusCode.InvalidArgument, StatusCode.NotFound }, seen);
    }

    [Fact]
    public async Task SubmitJob_OfAJobThatWasRight_IsAnsweredAsTheContractSays()
    {
        await using var service = await StartAsync();
        var job = (await service.SubmitAsync()).Job;
        var request = new SubmitJobRequest { Job = job, ValidateOnly = true };

        var seen = await SampleAsync(service, 20, new Mutations(s_words).Of(request).Select(message => new Call(MethodOf("SubmitJob"), Bytes(message))));

        Assert.Superset(new HashSet<StatusCode> { StatusCode.OK, StatusCode.InvalidArgument }, seen);
    }

    [Fact]
    public async Task ListRuns_OfAFilterOrAPageThatWasRight_IsAnsweredAsTheContractSays()
    {
        const string filter = "state = QUEUED AND (job.name : \"x\\\"or\" OR -priority > 0) AND create_time >= 2026-11-24T02:00:00Z OR estimate.seconds < 1e9";
        await using var service = await StartAsync();
        for (var i = 0; i < 3; i++) await service.SubmitAsync();
        var token = (await service.Training.ListRunsAsync(new ListRunsRequest { PageSize = 1, Filter = filter, OrderBy = "job.name" }).Soon()).NextPageToken;
        Assert.NotEqual("", token);
        var requests = Gen.OneOf(
            Mutations.Of(filter).Select(text => new ListRunsRequest { Filter = text }),
            Mutations.Of("estimate.recording_bytes desc").Select(text => new ListRunsRequest { OrderBy = text }),
            Mutations.Of(token).Select(text => new ListRunsRequest { Filter = filter, OrderBy = "job.name", PageToken = text }));

        var seen = await SampleAsync(service, 20, requests.Select(request => new Call(MethodOf("ListRuns"), Bytes(request))));

        Assert.Equal([StatusCode.OK, StatusCode.InvalidArgument], seen.Order());
    }

    [Fact]
    public async Task UploadDataset_OfPartsThatWereRight_IsAnsweredAsTheContractSays()
    {
        await using var service = await StartAsync();
        var uploads = Gen.Int[1, 6].SelectMany(chunks => Disturbed(Upload(chunks)));

        var seen = await SampleAsync(service, 15, uploads.Select(parts => new Call(MethodOf("UploadDataset"), Bytes(parts))));

        Assert.Superset(new HashSet<StatusCode> { StatusCode.OK, StatusCode.InvalidArgument, StatusCode.DataLoss }, seen);
        Assert.Empty(Directory.EnumerateFiles(service.Host.Data.Incoming, "*.tmp"));
    }

    [Fact]
    public async Task ImportRecording_OfARecordingThatWasRight_IsAnsweredAsTheContractSays()
    {
        await using var service = await StartAsync();
        var run = await service.FinishAsync();
        var whole = await File.ReadAllBytesAsync(service.Folder(run.Name).Sealed);
        // Damaged before it is sent: hash and checksums are right, so that what comes is looked into.
        var imports = Gen.OneOf(Mutations.Of(whole).Select(Import), Disturbed(Import(whole)));

        var seen = await SampleAsync(service, 10, imports.Select(parts => new Call(MethodOf("ImportRecording"), Bytes(parts))));

        Assert.Superset(new HashSet<StatusCode> { StatusCode.InvalidArgument, StatusCode.DataLoss }, seen);
        // Whatever was taken is whole.
        foreach (var archive in (await service.Archives.ListArchivesAsync(new ListArchivesRequest { PageSize = 1_000 }).Soon()).Archives)
            Assert.Empty((await service.Archives.VerifyArchiveAsync(new VerifyArchiveRequest { Name = archive.Name }).Soon()).Faults);
    }

    [Fact]
    public async Task AnyCall_OfBytesThatWereAMessage_IsAnsweredAsTheContractSays()
    {
        await using var service = await StartAsync();
        var job = (await service.SubmitAsync()).Job;
        (string Call, IMessage Message)[] messages =
        [
            ("SubmitJob", new SubmitJobRequest { Job = job, ValidateOnly = true }), ("ListRuns", new ListRunsRequest { Filter = "state = FAILED", PageSize = 3 }), ("UploadDataset", Upload(1)[0]),
            ("ReadTensors", new ReadTensorsRequest { Name = Scenario.NoRun, Columns = { "train.loss" } }),
        ];

        await SampleAsync(service, 5, Gen.Int[0, messages.Length - 1].SelectMany(i => Mutations.Of(messages[i].Message.ToByteArray()).Select(bytes => new Call(MethodOf(messages[i].Call), [bytes]))));
    }

    private static async Task<TestService> StartAsync()
    {
        var setUp = new TestSetUp { Verifier = new InProcessVerifier() };
        setUp.Options.MaxQueued = 20;
        // Bytes that are no message, and calls that are broken off, are logged by the library.
        setUp.Errors.Expect(6);
        return await TestService.StartAsync(setUp);
    }

    private static async Task<HashSet<StatusCode>> SampleAsync(TestService service, int percent, Gen<Call> calls)
    {
        using var channel = service.OpenPublic(service.Host.Token);
        var seen = new ConcurrentDictionary<StatusCode, int>();
        await calls.SampleAsync(
            async call =>
            {
                var code = await SendAsync(channel.CreateCallInvoker(), call).WaitAsync(2 * s_limit);
                Assert.True(
                    code == StatusCode.OK || (code is not (StatusCode.Internal or StatusCode.Unimplemented) && ContractText.Allows(AnyCall.NameOf(call.Method), code)),
                    $"{call.Method.Name} answered {code} to {string.Join(" | ", call.Messages.Select(Convert.ToHexString))}");
                seen.AddOrUpdate(code, 1, (_, count) => count + 1);
            },
            iter: percent * s_per,
            threads: 4);
        TestContext.Current.TestOutputHelper?.WriteLine($"{percent * s_per} requests: {string.Join(", ", seen.OrderBy(entry => entry.Key).Select(entry => $"{entry.Key} {entry.Value}"))}");
        return seen.Keys.ToHashSet();
    }

    private static async Task<StatusCode> SendAsync(CallInvoker invoker, Call call)
    {
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            await AnyCall.SendAsync(invoker, call.Method, call.Messages, new CallOptions(cancellationToken: limit.Token), answers: 2);
            return StatusCode.OK;
        }
        catch (RpcException fault)
        {
            // A stream of what does not happen may wait for it; nothing else may.
            Assert.False(limit.IsCancellationRequested && !call.Method.IsServerStreaming, $"{call.Method.Name} hung on {string.Join(" | ", call.Messages.Select(Convert.ToHexString))}");
            return fault.StatusCode;
        }
    }

    private static MethodDescriptor MethodOf(string name) => AnyCall.Public.Single(method => method.Name == name);

    private static byte[][] Bytes(params IEnumerable<IMessage> messages) => [.. messages.Select(message => message.ToByteArray())];

    // One part has become something else, is missing, comes twice, or too early; or all is well.
    private static Gen<IMessage[]> Disturbed(IMessage[] parts) => Gen.Select(Gen.Int[0, 5], Gen.Int[0, parts.Length - 1], Gen.Int[0, parts.Length - 1]).SelectMany((kind, i, j) => kind switch
    {
        0 => Gen.Const(parts),
        1 => Gen.Const(parts.Where((_, at) => at != i).ToArray()),
        2 => Gen.Const<IMessage[]>([.. parts[..i], parts[j], .. parts[i..]]),
        _ => new Mutations(s_words).Of(parts[i]).Select(changed => parts.Select((part, at) => at == i ? changed : part).ToArray()),
    });

    private static IMessage[] Upload(int chunks)
    {
        var text = string.Concat(Enumerable.Range(0, chunks).Select(chunk => $"x,{chunk}\n"));
        return [Uploads.Part(Uploads.Header(text)), .. Enumerable.Range(0, chunks).Select(chunk => Uploads.Part(text.Substring(4 * chunk, 4), 4 * chunk))];
    }

    private static IMessage[] Import(byte[] bytes)
    {
        var header = new FileHeader { DisplayName = "run.parquet", Size = bytes.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)) };
        return [new ImportRecordingRequest { Header = header }, .. bytes.Chunk(1 << 16).Select((chunk, i) => new ImportRecordingRequest { Chunk = Uploads.Chunk(chunk, (long)i << 16) })];
    }

    private sealed record Call(MethodDescriptor Method, IReadOnlyList<byte[]> Messages);
}
