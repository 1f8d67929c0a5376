using System.Globalization;
using System.Text;

namespace TrainRecorder.Recording.Internal.Exporting;

/// <summary>Comma-separated values: a line for each index of the first axis, everything else of it in that line. Numbers read back to the same bits.</summary>
internal static class CsvFormat
{
    public static void Write(TensorSet set, Stream destination)
    {
        ExportedTensor tensor = set.Tensors[0];
        using StreamWriter text = new(destination, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        int columns = tensor.Values.Length / tensor.Shape[0];
        for (int i = 0; i < tensor.Values.Length; i++)
        {
            text.Write(Text(tensor.Values, i));
            text.Write((i + 1) % columns == 0 ? '\n' : ',');
        }
    }

    private static string Text(Array values, int index) => values switch
    {
        float[] floats => floats[index].ToString(CultureInfo.InvariantCulture),
        double[] doubles => doubles[index].ToString(CultureInfo.InvariantCulture),
        _ => ((long[])values)[index].ToString(CultureInfo.InvariantCulture),
    };
}
