using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using CsCheck;
using TrainRecorder.Recording.Internal.Parquet;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests.Internal.Parquet;

/// <summary>Footers that were changed and given a good checksum again.</summary>
public sealed class FooterParserTests : IAsyncLifetime
{
    private const long MostBytes = 32 << 20;

    private byte[] _footer = [];
    private long _start;

    public async ValueTask InitializeAsync()
    {
        using TemporaryFolder folder = new();
        byte[] file = await File.ReadAllBytesAsync((await SampleRecording.Small().SealAsync(folder, 4)).Path);
        int length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(file.Length - 8));
        _start = file.Length - 8 - length;
        _footer = file[(int)_start..^8];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Parse_AsWritten_IsAccepted() => Assert.Equal(5, new FooterParser(_start, "a test").Parse(Signed([.. _footer])).Groups.Sum(group => group.Rows));

    [Fact]
    public void Parse_AnyByteChanged_IsRefusedOrStaysWithinTheFile()
    {
        // Two changes at once: a lie and what hides it.
        Gen.Select(Gen.Int[0, _footer.Length - 1], Gen.Byte, Gen.Int[0, _footer.Length - 1], Gen.Byte).Sample((at, value, atToo, valueToo) =>
        {
            byte[] footer = [.. _footer];
            footer[at] = value;
            footer[atToo] = valueToo;
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                FileFooter parsed = new FooterParser(_start, "a test").Parse(Signed(footer));
                Assert.All(parsed.Chunks, chunk => Assert.InRange(chunk.Offset + chunk.Size, 4, _start));
            }
            catch (RecordingException e)
            {
                Assert.Contains(e.Fault, new[] { RecordingFault.Damaged, RecordingFault.Foreign });
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        }, iter: 20_000);
    }

    private static byte[] Signed(byte[] footer)
    {
        int key = footer.AsSpan().IndexOf(Encoding.ASCII.GetBytes(FooterKeys.FooterChecksum));
        if (key >= 0 && key + FooterKeys.FooterChecksum.Length + 2 + 8 <= footer.Length)
        {
            Span<byte> digits = footer.AsSpan(key + FooterKeys.FooterChecksum.Length + 2, 8);
            digits.Fill((byte)'0');
            Encoding.ASCII.GetBytes(Crc32C.Of(footer).ToString("x8", CultureInfo.InvariantCulture), digits);
        }

        return footer;
    }
}
