using DuckDB.NET.Data;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests;

public sealed class DuckDbTests
{
    [Theory]
    [InlineData(new[] { 2, 4, 3 }, 12)]
    [InlineData(new[] { 600, 900, 3 }, 4)]
    public async Task Query_OfTheReadme_AgreesToTheBit(int[] shape, int last)
    {
        using TemporaryFolder folder = new();
        SampleRecording sample = new(shape);
        SealedFile file = await sample.SealAsync(folder, last);
        using RecordingReader reader = await RecordingReader.OpenAsync(file.Path).Soon();
        double[] losses = await reader.ReadScalarsAsync("train.loss").Soon();

        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"select epoch, train.loss, list_avg(hidden1.saturation), hidden1.saturation, output.saturation, findings from '{file.Path}' order by epoch";
        using DuckDBDataReader rows = command.ExecuteReader();
        int epoch = 0;
        while (rows.Read())
        {
            Assert.Equal(epoch, rows.GetInt32(0));
            Assert.Equal(BitConverter.DoubleToInt64Bits(losses[epoch]), BitConverter.DoubleToInt64Bits(rows.GetDouble(1)));
            float[] saturation = (await reader.ReadFloatsAsync("hidden1.saturation", epoch).Soon())!;
            Assert.Equal(
                saturation.Select(BitConverter.SingleToInt32Bits), ((List<float>)rows.GetValue(3)).Select(BitConverter.SingleToInt32Bits));
            Assert.True(rows.IsDBNull(4));
            Assert.Equal(SampleRecording.Findings(epoch), rows.IsDBNull(5) ? null : rows.GetString(5));
            epoch++;
        }

        Assert.Equal(last + 1, epoch);
    }
}
