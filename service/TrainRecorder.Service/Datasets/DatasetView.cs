using Google.Protobuf.WellKnownTypes;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.V1;

namespace TrainRecorder.Service.Datasets;

/// <summary>Shows a dataset of the catalogue as callers see it.</summary>
internal static class DatasetView
{
    /// <summary>The dataset.</summary>
    public static Dataset Of(DatasetRow row) => new()
    {
        Name = DatasetName.Of(row.Sha256),
        DisplayName = row.DisplayName,
        Format = row.Format,
        Size = row.Size,
        CreateTime = row.CreateTime.ToTimestamp(),
        Schema = TableSchema.Parser.ParseFrom(row.Schema),
    };
}
