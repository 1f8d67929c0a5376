using CsCheck;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using TrainRecorder.Service.Tests.Infrastructure;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Tests.Campaigns;

/// <summary>Requests as nobody should send them: none may crash the service, hang it, or be answered INTERNAL or UNKNOWN. 50,000 with TRAINRECORDER_LONG_TESTS=1.</summary>
public sealed class MutatedRequestsTests
{
    private const int MaxDepth = 4;
    private static readonly int s_requests = Environment.GetEnvironmentVariable("TRAINRECORDER_LONG_TESTS") == "1" ? 50_000 : 2_000;
    private static readonly string[] s_words =
    [
        "", "runs/000000000000", "runs/../x", "archives/000000000000", "datasets/" + new string('a', 64), new string('b', 64), "state = FAILED", "priority > 0 AND", "(((", "\"", "create_time desc",
        "AAAA", "csv", "npz", "\0", "é数🎓", "-1", "tanh", "xor",
    ];

    [Fact]
    public async Task Call_WithAnyRequest_IsAnsweredWithAnErrorOfTheContract()
    {
        var setUp = new TestSetUp();
        setUp.Options.MaxQueued = 20;
        await using var service = await TestService.StartAsync(setUp);
        var run = await service.SubmitAsync();
        var methods = Methods(service, [run.Name, run.Etag, .. s_words]);
        var seen = new HashSet<StatusCode>();

        await Gen.Select(Gen.Int[0, methods.Count - 1], Gen.Int).SelectMany(chosen => methods[chosen.Item1].Requests.Select(request => (Method: methods[chosen.Item1], request))).SampleAsync(
            async call =>
            {
                var code = await call.Method.CallAsync(call.request).WaitAsync(TimeSpan.FromSeconds(30));
                Assert.False(code is StatusCode.Internal or StatusCode.Unknown or StatusCode.Unimplemented, $"{call.Method.Name} answered {code} to {call.request}");
                lock (seen) seen.Add(code);
            },
            iter: s_requests,
            threads: 4);

        // It still serves, and something of everything was met.
        Assert.Equal(run.Name, (await service.GetAsync(run.Name)).Name);
        Assert.Superset(new HashSet<StatusCode> { StatusCode.OK, StatusCode.InvalidArgument, StatusCode.NotFound }, seen);
    }

    [Fact]
    public async Task Call_WithBytesThatAreNoMessage_IsRefusedAndTheServiceGoesOn()
    {
        await using var service = await TestService.StartAsync();
        // Logged by the library, in which it happens.
        service.Errors.Expect(6);
        using var channel = service.OpenPublic(service.Host.Token);
        var bytes = Marshallers.Create<byte[]>(message => message, message => message);
        var method = new Method<byte[], byte[]>(MethodType.Unary, TrainingService.Descriptor.FullName, "GetRun", bytes, bytes);

        await channel.CreateCallInvoker().AsyncUnaryCall(method, null, default, [0xff, 0xff, 0xff]).IsRefusedAsync(StatusCode.Unknown);

        Assert.NotEqual("", (await service.Server.GetServerInfoAsync(new GetServerInfoRequest()).Soon()).Version);
    }

    private static List<Method> Methods(TestService service, string[] words)
    {
        var channel = service.OpenPublic(service.Host.Token);
        MethodDescriptor[] all =
        [
            .. TrainingService.Descriptor.Methods, .. DatasetService.Descriptor.Methods, .. RecordingService.Descriptor.Methods, .. ArchiveService.Descriptor.Methods, .. ServerService.Descriptor.Methods,
        ];
        return [.. all.Select(method => new Method(channel.CreateCallInvoker(), method, Message(method.InputType, words, 0).Array[1, method.IsClientStreaming ? 5 : 1]))];
    }

    private static Gen<IMessage> Message(MessageDescriptor type, string[] words, int depth)
    {
        var fields = type.Fields.InDeclarationOrder().Where(field => depth < MaxDepth || field.FieldType != FieldType.Message).ToArray();
        return Gen.Int[0, 2].Array[fields.Length].SelectMany(present => fields.Where((_, i) => present[i] > 0).Aggregate(
            Gen.Const(0).Select(_ => type.Parser.ParseFrom(ByteString.Empty)),
            (messages, field) => Gen.Select(messages, Value(field, words, depth), (message, value) =>
            {
                if (field.IsMap) return message;
                if (field.IsRepeated) ((System.Collections.IList)field.Accessor.GetValue(message)).Add(value);
                else field.Accessor.SetValue(message, value);
                return message;
            })));
    }

    private static Gen<object> Value(FieldDescriptor field, string[] words, int depth) => field.FieldType switch
    {
        FieldType.Message => Message(field.MessageType, words, depth + 1).Select(message => (object)message),
        FieldType.String => Gen.OneOf(Among(words), Gen.String[0, 40]).Select(text => (object)new string([.. text.Where(character => !char.IsSurrogate(character))])),
        FieldType.Bytes => Gen.Byte.Array[0, 300].Select(bytes => (object)ByteString.CopyFrom(bytes)),
        FieldType.Double => Gen.OneOf(Gen.Double, Among(0.0, 1, -1, double.NaN, double.MaxValue)).Select(number => (object)number),
        FieldType.Int32 => Gen.OneOf(Gen.Int[-2, 1100], Gen.Int).Select(number => (object)number),
        FieldType.Int64 => Gen.OneOf(Gen.Long[-2, 300], Gen.Long).Select(number => (object)number),
        FieldType.Fixed32 => Gen.UInt.Select(number => (object)number),
        FieldType.Bool => Gen.Bool.Select(value => (object)value),
        _ => throw new NotSupportedException(field.FullName),
    };

    private static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private sealed record Method(CallInvoker Invoker, MethodDescriptor Descriptor, Gen<IMessage[]> Requests)
    {
        public string Name => Descriptor.FullName;

        /// <summary>Makes the call; the first answers of a stream are enough.</summary>
        public async Task<StatusCode> CallAsync(IMessage[] requests)
        {
            var kind = Descriptor.IsClientStreaming ? MethodType.ClientStreaming : Descriptor.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary;
            var bytes = Marshallers.Create<byte[]>(message => message, message => message);
            var method = new Method<byte[], byte[]>(kind, Descriptor.Service.FullName, Descriptor.Name, bytes, bytes);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            var options = new CallOptions(cancellationToken: limit.Token);
            try
            {
                switch (kind)
                {
                    case MethodType.Unary:
                        await Invoker.AsyncUnaryCall(method, null, options, requests[0].ToByteArray());
                        return StatusCode.OK;
                    case MethodType.ServerStreaming:
                        using (var call = Invoker.AsyncServerStreamingCall(method, null, options, requests[0].ToByteArray()))
                        {
                            for (var i = 0; i < 2; i++) if (!await call.ResponseStream.MoveNext(limit.Token)) return StatusCode.OK;
                            return StatusCode.OK;
                        }

                    default:
                        using (var call = Invoker.AsyncClientStreamingCall(method, null, options)) return await SendAsync(call, requests);
                }
            }
            catch (RpcException fault)
            {
                Assert.False(limit.IsCancellationRequested && kind != MethodType.ServerStreaming, $"{Name} hung on {requests[0]}");
                return fault.StatusCode;
            }
        }

        private static async Task<StatusCode> SendAsync(AsyncClientStreamingCall<byte[], byte[]> call, IMessage[] requests)
        {
            try
            {
                foreach (var request in requests) await call.RequestStream.WriteAsync(request.ToByteArray());
                await call.RequestStream.CompleteAsync();
            }
            catch (Exception fault) when (fault is RpcException or InvalidOperationException)
            {
                // Answered before everything was sent.
            }

            await call.ResponseAsync;
            return StatusCode.OK;
        }
    }
}
