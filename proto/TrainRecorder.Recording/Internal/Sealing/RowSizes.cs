using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.Recording.Internal.Reading;
using TrainRecorder.Recording.Internal.Writing;

namespace TrainRecorder.Recording.Internal.Sealing;

/// <summary>The raw sizes of rows that are on disk already, the same as <see cref="RowSize"/> has for rows in memory.</summary>
internal sealed class RowSizes
{
    private RecordingFile? _file;
    private int _group;
    private long[] _sizes = [];

    public long Of(RowPlace place)
    {
        if (_file != place.File || _group != place.Group)
        {
            _sizes = OfGroup(place.File, place.Group);
            (_file, _group) = (place.File, place.Group);
        }

        return _sizes[place.Row];
    }

    private static long[] OfGroup(RecordingFile file, int group)
    {
        long[] sizes = new long[file.Footer.Groups[group].Rows];
        Array.Fill(sizes, Limits.RowBytes);
        foreach (RecordingColumn column in file.Schema.Columns)
        {
            if (column.Kind == ValueKind.Text)
            {
                using DecodedChunk chunk = file.Decode(group, column.Index);
                for (int row = 0; row < sizes.Length; row++)
                {
                    sizes[row] += chunk.TextSize(row);
                }
            }
            else if (column.Kind.IsList())
            {
                bool[] present = file.ReadPresent(group, column);
                for (int row = 0; row < sizes.Length; row++)
                {
                    sizes[row] += present[row] ? RowSize.OfList(column) : 0;
                }
            }
        }

        return sizes;
    }
}
