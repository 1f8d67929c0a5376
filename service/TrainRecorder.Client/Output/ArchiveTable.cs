using System.Globalization;
using TrainRecorder.V1;

namespace TrainRecorder.Client.Output;

/// <summary>Archives, a line each.</summary>
internal static class ArchiveTable
{
    public static TextTable Of(IEnumerable<Archive> archives, DateTimeOffset now)
    {
        var table = new TextTable("ARCHIVE", TextColumn.Elastic("NAME"), TextColumn.Number("EPOCHS"), TextColumn.Number("SIZE"), "SHA-256", TextColumn.Number("AGE"), "NOTE");
        foreach (var archive in archives)
        {
            table.Add(
                archive.Name["archives/".Length..],
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
