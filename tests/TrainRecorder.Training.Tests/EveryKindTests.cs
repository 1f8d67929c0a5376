using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using TrainRecorder.Training.Activations;
using TrainRecorder.Training.Layers;
using TrainRecorder.Training.Losses;
using TrainRecorder.V1;

namespace TrainRecorder.Training.Tests;

/// <summary>The jobs of <see cref="EveryKind"/> leave no kind out.</summary>
public class EveryKindTests
{
    private static readonly IMessage[] Messages = [.. Enumerable.Range(0, EveryKind.Count).SelectMany(index =>
    {
        using var job = EveryKind.Get(index);
        return Within(job.Job).ToArray();
    })];

    [Fact]
    public void Jobs_TogetherHave_EveryLayerActivationAndLoss()
    {
        var texts = Messages.SelectMany(Texts).ToHashSet();

        Assert.Empty(LayerKinds.Names.Except(Kinds("Layer")));
        Assert.Empty(ActivationKinds.Names.Except(texts));
        Assert.Empty(LossKinds.Names.Except(texts));
    }

    [Theory]
    [InlineData("Layer")]
    [InlineData("Optimizer")]
    [InlineData("LearningRateSchedule")]
    [InlineData("Initializer")]
    public void Jobs_TogetherHave_EveryKindOf(string message)
    {
        var all = JobReflection.Descriptor.MessageTypes.Single(type => type.Name == message).Oneofs.Single(oneof => oneof.Name == "kind").Fields;

        Assert.Empty(all.Select(field => field.Name).Except(Kinds(message)));
    }

    private static IEnumerable<string> Kinds(string message) =>
        from one in Messages
        where one.Descriptor.Name == message
        select one.Descriptor.Oneofs.Single(oneof => oneof.Name == "kind").Accessor.GetCaseFieldDescriptor(one).Name;

    private static IEnumerable<string> Texts(IMessage message) =>
        message.Descriptor.Fields.InFieldNumberOrder().Where(field => field is { FieldType: FieldType.String, IsRepeated: false }).Select(field => (string)field.Accessor.GetValue(message));

    private static IEnumerable<IMessage> Within(IMessage message)
    {
        yield return message;
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder().Where(field => field.FieldType == FieldType.Message && !field.IsMap))
        {
            var value = field.Accessor.GetValue(message);
            foreach (var inner in field.IsRepeated ? ((IList)value).Cast<IMessage>() : value is IMessage one ? [one] : [])
            {
                foreach (var found in Within(inner)) yield return found;
            }
        }
    }
}
