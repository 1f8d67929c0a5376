using Google.Protobuf.WellKnownTypes;
using TrainRecorder.Service.Catalogue.Rows;
using TrainRecorder.Service.Runs;

namespace TrainRecorder.Service.Archive;

/// <summary>Shows an archive of the catalogue as callers see it.</summary>
internal static class ArchiveView
{
    /// <summary>The archive.</summary>
    public static V1.Archive Of(ArchiveRow row) => new()
    {
        Name = ArchiveName.Of(row.Id),
        Run = RunName.Of(row.Id),
        DisplayName = row.DisplayName,
        Size = row.Size,
        Sha256 = row.Sha256,
        CreateTime = row.CreateTime.ToTimestamp(),
        Epochs = row.Epochs,
        Imported = row.Imported,
        VerifyTime = row.VerifyTime.ToTimestamp(),
        Damaged = row.Damaged,
    };
}
