using System.Collections;
using System.Text;
using CsCheck;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using TrainRecorder.Client.Jobs;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Tests.Jobs;

public sealed class JobReaderProperties
{
    private static readonly JsonFormatter s_snakeCase = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));

    /// <summary>Where a block's own layers stand: job, network, layer, block.</summary>
    private const int BlockDepth = 3;

    private static readonly Gen<Job> s_jobs = Message(Job.Descriptor).Select(message => (Job)message);

    [Fact]
    public void Read_AnyJobAsProtobufWritesIt_GivesItBack() => s_jobs.Sample(
        job =>
        {
            foreach (var formatter in (JsonFormatter[])[s_snakeCase, JsonFormatter.Default])
            {
                var reading = JobReader.Read(Encoding.UTF8.GetBytes(formatter.Format(job)));
                Assert.Empty(reading.Violations);
                Assert.Equal(job, reading.Job);
            }
        },
        iter: 2_000);

    [Fact]
    public void Read_AnyJobWithBytesChanged_NeverThrowsAndNeverLosesAFaultInTheText() => Gen
        .Select(s_jobs, Gen.Select(Gen.Int[0, 100_000], Gen.Byte).Array[1, 4])
        .Sample(
            (job, changes) =>
            {
                var text = Encoding.UTF8.GetBytes(s_snakeCase.Format(job));
                foreach (var (place, value) in changes) text[place % text.Length] = value;

                var reading = JobReader.Read(text);

                Assert.True(reading.IsJson || reading.Violations.Count > 0);
                Assert.All(reading.Violations, violation => Assert.NotEmpty(violation.Description));
            },
            iter: 5_000);

    [Fact]
    public void Read_AnyJobWithTokensChanged_NeverThrows() => Gen
        .Select(s_jobs, Gen.Select(Gen.Int[0, 100_000], Gen.OneOf<string>("null", "{}", "[]", "\"\\ud800\"", "-1e400", "{\"a\":[{}]}", "true", ",")).Array[1, 3])
        .Sample(
            (job, changes) =>
            {
                var text = s_snakeCase.Format(job);
                foreach (var (place, token) in changes)
                {
                    var colons = Enumerable.Range(0, text.Length).Where(i => text[i] == ':').ToArray();
                    if (colons.Length == 0) continue;
                    var at = colons[place % colons.Length] + 1;
                    text = text.Insert(at, token + (place % 2 == 0 ? ", \"x\": " : ""));
                }

                var reading = JobReader.Read(Encoding.UTF8.GetBytes(text));

                Assert.True(reading.IsJson || reading.Violations.Count > 0);
            },
            iter: 5_000);

    /// <summary>Any message of a type: each field is there or not, each oneof has one member or none. Blocks of layers go one deep.</summary>
    private static Gen<IMessage> Message(MessageDescriptor type, int depth = 0)
    {
        var fields = type.Fields.InDeclarationOrder().Where(field => depth <= BlockDepth || field.FieldType != FieldType.Message || field.MessageType != Layer.Descriptor).ToArray();
        return Gen.Select(Gen.Bool.Array[fields.Length], Gen.Int[0, 1_000])
            .SelectMany((present, member) => Fill(type, [.. fields.Where((field, i) => field.RealContainingOneof is { } oneof ? IsMember(oneof, field, member) : present[i])], depth));
    }

    private static bool IsMember(OneofDescriptor oneof, FieldDescriptor field, int member) => member % (oneof.Fields.Count + 1) == oneof.Fields.IndexOf(field);

    private static Gen<IMessage> Fill(MessageDescriptor type, FieldDescriptor[] fields, int depth)
    {
        var empty = Gen.Const(0).Select(_ => type.Parser.ParseFrom(ByteString.Empty));
        return fields.Aggregate(empty, (messages, field) => Gen.Select(messages, Values(field, depth), (message, value) =>
        {
            if (field.IsRepeated) foreach (var element in (object[])value) ((IList)field.Accessor.GetValue(message)).Add(element);
            else field.Accessor.SetValue(message, value);
            return message;
        }));
    }

    private static Gen<object> Values(FieldDescriptor field, int depth) =>
        field.IsRepeated ? Value(field, depth).Array[0, 4].Select(values => (object)values) : Value(field, depth);

    private static Gen<object> Value(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.Message => Message(field.MessageType, depth + 1).Select(message => (object)message),
        FieldType.String => Gen.OneOf(Gen.String[Gen.Char['\u0000', '\u024f'], 0, 12], Gen.Const("数字 🎓")).Select(text => (object)text),
        FieldType.Double => Gen.Double.Select(number => (object)number),
        FieldType.Int32 => Gen.Int.Select(number => (object)number),
        FieldType.Int64 => Gen.Long.Select(number => (object)number),
        FieldType.Bool => Gen.Bool.Select(value => (object)value),
        _ => throw new NotSupportedException(field.FullName),
    };
}
