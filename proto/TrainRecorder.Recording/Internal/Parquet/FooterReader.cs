using System.Buffers;
using System.Buffers.Binary;
using TrainRecorder.Recording.Internal.Files;

namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>Finds, checks and reads the footer of a recording's file, and nothing but the footer.</summary>
internal static class FooterReader
{
    /// <param name="where">Names the file in messages.</param>
    /// <exception cref="RecordingException">It is no recording, or a damaged, truncated or newer one.</exception>
    public static FileFooter Read(IFileReader file, string where)
    {
        long length = file.Length;
        Span<byte> head = stackalloc byte[ParquetConstants.MagicSize];
        if (length < ParquetConstants.MagicSize)
        {
            throw length == 0
                ? new RecordingException(RecordingFault.Truncated, $"{where} is empty.")
                : Foreign(where);
        }

        file.Read(0, head);
        if (!head.SequenceEqual(ParquetConstants.Magic))
        {
            throw Foreign(where);
        }

        const int Frame = ParquetConstants.MagicSize + ParquetConstants.TailSize;
        Span<byte> tail = stackalloc byte[ParquetConstants.TailSize];
        if (length >= Frame)
        {
            file.Read(length - tail.Length, tail);
        }

        if (length < Frame || !tail[4..].SequenceEqual(ParquetConstants.Magic))
        {
            throw new RecordingException(RecordingFault.Truncated, $"{where} has {length} bytes and no footer at its end: it is cut off, or was never finished.");
        }

        long size = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (size > length - Frame || size > Array.MaxLength)
        {
            throw new RecordingException(
                RecordingFault.Damaged, $"{where}: the footer is said to have {size} bytes (at byte {length - tail.Length}); the file has {length}.");
        }

        byte[] footer = ArrayPool<byte>.Shared.Rent((int)size);
        try
        {
            Span<byte> bytes = footer.AsSpan(0, (int)size);
            long start = length - ParquetConstants.TailSize - size;
            file.Read(start, bytes);
            FooterParser parser = new(start, where);
            try
            {
                return parser.Parse(bytes);
            }
            catch (RecordingException e) when (e.Fault == RecordingFault.Damaged)
            {
                // What cannot be parsed may be somebody else's, or of a later version: that is the better answer then.
                throw Diagnose(parser, bytes) ?? e;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(footer);
        }
    }

    private static RecordingException? Diagnose(FooterParser parser, ReadOnlySpan<byte> footer)
    {
        try
        {
            parser.CheckVersion(footer);
            return null;
        }
        catch (RecordingException e)
        {
            return e.Fault is RecordingFault.Foreign or RecordingFault.Newer ? e : null;
        }
    }

    private static RecordingException Foreign(string where) => new(RecordingFault.Foreign, $"{where} is not a Parquet file.");
}
