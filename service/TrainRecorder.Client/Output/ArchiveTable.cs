using System.Globalization;
using Spectre.Console;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Output;

/// <summary>Archives, a line each.</summary>
internal static class ArchiveTable
{
    public static Table Of(IEnumerable<Archive> archives, DateTimeOffset now)
    {
        var table = Tables.Create("RUN", "NAME", ">EPOCHS", ">SIZE", "SHA-256", ">AGE", "NOTE");
        foreach (var archive in archives)
        {
            table.AddTextRow(
                RunText.Id(archive.Run),
                archive.DisplayName,
                archive.Epochs.ToString(CultureInfo.InvariantCulture),
                Quantities.Bytes(archive.Size),
                archive.Sha256.Length > 12 ? archive.Sha256[..12] : archive.Sha256,
                archive.CreateTime is null ? "" : Quantities.Age(now - archive.CreateTime.ToDateTimeOffset()),
                archive.Damaged ? "damaged" : archive.Imported ? "imported" : "");
        }

        return table;
    }
}
