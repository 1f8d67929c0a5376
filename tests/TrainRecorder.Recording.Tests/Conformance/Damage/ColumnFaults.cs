using System.Text;
using TrainRecorder.Recording.Internal;

namespace TrainRecorder.Recording.Tests.Conformance.Damage;

/// <summary>Manifests whose columns break a rule of "Columns" or "Limits". Where the schema follows from the column, it is changed too, so that only the rule tells.</summary>
internal static class ColumnFaults
{
    private const string Weight = "\"shape\": [ 4, 2 ]";
    private const string Axes = "\"axes\": [ \"output\", \"input\" ]";

    public static IEnumerable<DamagedCase> Cases { get; } =
    [
        Forged("first_is_another", file => Rename(file, "epoch", "epochs")),
        Forged("first_of_another_type", file => file.Replace("\"path\": \"epoch\", \"type\": \"int32\"", "\"path\": \"epoch\", \"type\": \"int64\"")),
        Forged("path_in_upper_case", file => Rename(file, "hidden1.bias", "hidden1.Bias")),
        Forged("path_empty", file => Rename(file, "findings", "")),
        Forged("path_too_long", file => Rename(file, "findings", new string('f', 65))),
        Forged("path_of_three_parts", file => file.Replace("hidden1.bias", "hidden1.bias.first")),
        Forged("path_twice", file => Rename(file, "hidden1.bias", "hidden1.weight")),
        Forged("group_scattered", Scatter),
        Forged("type_unknown", file => file.Replace("\"type\": \"string\"", "\"type\": \"text\"")),
        Forged("others_than_the_schema", file => file.Replace("hidden1.bias", "hidden1.bios")),
        Forged("shape_missing", file => file.Replace($"{Weight}, {Axes}, ", "")),
        Forged("shape_of_a_scalar", file => file.Replace("\"path\": \"findings\"", "\"path\": \"findings\", \"shape\": [ 1 ], \"axes\": [ \"one\" ]")),
        Forged("axis_empty", file => file.Replace(Weight, "\"shape\": [ 4, 0 ]")),
        Forged("axis_negative", file => file.Replace(Weight, "\"shape\": [ -4, -2 ]")),
        Forged("shape_too_large", file => file.Replace(Weight, $"\"shape\": [ {int.MaxValue}, 2 ]")),
        Forged("shape_one_too_large", file => file.Replace(Weight, $"\"shape\": [ {Limits.TensorValues + 1}, 1 ]")),
        Forged("shape_that_overflows", file => file.Replace(Weight, "\"shape\": [ 65536, 65536 ]")),
        Forged("axes_missing", file => file.Replace(Axes, "\"axes\": []")),
        Forged("axes_too_few", file => file.Replace(Axes, "\"axes\": [ \"output\" ]")),
        Forged("axes_too_many", file => file.Replace(Axes, "\"axes\": [ \"output\", \"input\", \"time\" ]")),
        Forged("axes_no_text", file => file.Replace(Axes, "\"axes\": [ 1, 2 ]")),
        Forged("labels_too_few", file => file.Replace(Axes, $"{Axes}, \"labels\": [ \"only\" ]")),
        Forged("labels_too_many", file => file.Replace(Axes, $"{Axes}, \"labels\": [ \"a\", \"b\", \"c\", \"d\" ]")),
        Forged("mantissa_bits_99", file => file.Replace(Weight, $"{Weight}, \"keep_mantissa_bits\": 99")),
        Forged("mantissa_bits_negative", file => file.Replace(Weight, $"{Weight}, \"keep_mantissa_bits\": -1")),
        Forged("too_few", file => file.Manifest = "{\"format_version\":1,\"columns\":[]}"u8.ToArray()),
        Forged("too_many", file => file.Replace("\"columns\": [ ", $"\"columns\": [ {string.Concat(Enumerable.Range(0, Limits.Columns).Select(i => $"{{\"path\":\"c{i}\",\"type\":\"double\"}},"))}")),
    ];

    private static DamagedCase Forged(string name, Action<ForgedFile> change) => DamagedCase.Forged($"column_{name}", change);

    /// <summary>Another path for a column, in the manifest, the schema and the row groups.</summary>
    private static void Rename(ForgedFile file, string path, string other)
    {
        file.Replace($"\"path\": \"{path}\"", $"\"path\": \"{other}\"");
        int part = path.Count(letter => letter == '.');
        byte[] name = Encoding.UTF8.GetBytes(other.Split('.')[part]);
        foreach (ForgedChunk chunk in file.Chunks.SelectMany(group => group).Where(chunk => chunk.Path == path))
        {
            chunk.Metadata.List(3)[part] = name;
        }

        // Of several columns of this name the first group's is meant: the samples' other layers come later.
        byte[] old = Encoding.UTF8.GetBytes(path.Split('.')[part]);
        file.Footer.List(2).Cast<ThriftStruct>().First(element => element.Bytes(4).AsSpan().SequenceEqual(old)).Set(4, name);
    }

    /// <summary>The last column of one group behind those of the next: the schema, in which a group's columns stand together, says nothing of it.</summary>
    private static void Scatter(ForgedFile file)
    {
        const string Norm = "{ \"path\": \"train.gradient_norm\", \"type\": \"double\", \"schedule\": \"every\" }, ";
        const string Accuracy = "{ \"path\": \"validation.accuracy\", \"type\": \"double\", \"schedule\": \"every\" }, ";
        file.Replace(Norm, "");
        file.Replace(Accuracy, Accuracy + Norm);
        for (int group = 0; group < file.Chunks.Length; group++)
        {
            ForgedChunk[] chunks = file.Chunks[group];
            List<object> metadata = file.Group(group).List(1);
            int from = Array.FindIndex(chunks, chunk => chunk.Path == "train.gradient_norm"), to = Array.FindIndex(chunks, chunk => chunk.Path == "validation.accuracy");
            for (int i = from; i < to; i++)
            {
                (chunks[i], chunks[i + 1]) = (chunks[i + 1], chunks[i]);
                (metadata[i], metadata[i + 1]) = (metadata[i + 1], metadata[i]);
            }
        }
    }
}
