using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using TrainRecorder.Recording.Internal.Thrift;

namespace TrainRecorder.Recording.Internal.Parquet;

/// <summary>The key-values of a footer: where they stand in it, and the checks that they make possible.</summary>
internal sealed class FooterKeyValues(string where, string what)
{
    private readonly Dictionary<string, (int Start, int Length)> _keys = new(StringComparer.Ordinal);
    private string? _twice;

    public void Read(ref ThriftReader reader, ThriftType type)
    {
        int count = reader.ListHeader(type, ThriftType.Struct);
        for (int i = 0; i < count; i++)
        {
            string key = "";
            (int Start, int Length) value = (0, 0);
            short id = 0;
            while (reader.NextField(ref id, out ThriftType field))
            {
                switch (id)
                {
                    case 1:
                        key = Encoding.UTF8.GetString(reader.Binary(field));
                        break;
                    case 2:
                        int length = reader.Binary(field).Length;
                        value = (reader.Position - length, length);
                        break;
                    default:
                        reader.Skip(field);
                        break;
                }
            }

            // Parquet allows it: whether it is a fault is known when the file is known to be a recording.
            if (!_keys.TryAdd(key, value))
            {
                _twice ??= key;
            }
        }
    }

    /// <summary>The manifest's JSON, checked: a digit that fell over would make a version of its own.</summary>
    /// <exception cref="RecordingException">There is none: the file is foreign. Or it is damaged.</exception>
    public ReadOnlySpan<byte> Manifest(ReadOnlySpan<byte> footer)
    {
        if (!_keys.TryGetValue(FooterKeys.Manifest, out (int Start, int Length) value))
        {
            throw new RecordingException(RecordingFault.Foreign, $"{where} is a Parquet file, but no recording: its footer has no {FooterKeys.Manifest}.");
        }

        if (_twice is not null)
        {
            Fail($"the key {_twice} is there twice");
        }

        ReadOnlySpan<byte> manifest = footer.Slice(value.Start, value.Length);
        CheckChecksum("the manifest", Crc32C.Of(manifest), footer, FooterKeys.ManifestChecksum);
        return manifest;
    }

    /// <summary>Checks the footer's checksum, and gives the chunks theirs.</summary>
    public void Check(ReadOnlySpan<byte> footer, ChunkInfo[] chunks)
    {
        (int start, int length) = Key(FooterKeys.FooterChecksum);
        Crc32C crc = new();
        crc.Append(footer[..start]);
        crc.Append("00000000"u8);
        crc.Append(footer[(start + length)..]);
        CheckChecksum("the footer", crc.Value, footer, FooterKeys.FooterChecksum);

        (start, length) = Key(FooterKeys.ChunkChecksums);
        byte[] checksums = new byte[Base64.GetMaxDecodedFromUtf8Length(length)];
        OperationStatus status = Base64.DecodeFromUtf8(footer.Slice(start, length), checksums, out _, out int written);
        if (status != OperationStatus.Done || written != chunks.Length * 4L || length != Base64.GetMaxEncodedToUtf8Length(written))
        {
            Fail($"{FooterKeys.ChunkChecksums} does not hold {chunks.Length} checksums");
        }

        for (int i = 0; i < chunks.Length; i++)
        {
            chunks[i] = chunks[i] with { Checksum = BinaryPrimitives.ReadUInt32LittleEndian(checksums.AsSpan(i * 4)) };
        }
    }

    private void CheckChecksum(string of, uint actual, ReadOnlySpan<byte> footer, string key)
    {
        (int start, int length) = Key(key);
        // Compared as a text: a checksum has one form, of lower-case digits.
        if (Encoding.UTF8.GetString(footer.Slice(start, length)) != actual.ToString("x8", CultureInfo.InvariantCulture))
        {
            Fail($"the checksum of {of} is wrong");
        }
    }

    private (int Start, int Length) Key(string key)
    {
        if (!_keys.TryGetValue(key, out (int Start, int Length) value))
        {
            Fail($"it has no {key}");
        }

        return value;
    }

    [DoesNotReturn]
    private void Fail(string message) => throw new RecordingException(RecordingFault.Damaged, $"{what}: {message}.");
}
