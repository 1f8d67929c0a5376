using System.Globalization;
using System.Text;

namespace TrainRecorder.Recording.Internal.Exporting;

/// <summary>Comma-separated values: a line for each index of the first axis, everything else of it in that line. Numbers read back to the same bits.</summary>
internal static class CsvFormat
{
    public static byte[] Encode(ExportedTensor tensor)
    {
        StringBuilder text = new();
        int columns = tensor.Column.Length / tensor.Column.Info.Shape[0];
        for (int i = 0; i < tensor.Values.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{tensor.Values.GetValue(i)}");
            text.Append((i + 1) % columns == 0 ? '\n' : ',');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
