using CsCheck;
using TrainRecorder.ReplayViewer.Draw.Arrays;
using TrainRecorder.ReplayViewer.Tests.Samples;

namespace TrainRecorder.ReplayViewer.Tests.Draw.Arrays;

public sealed class NpzReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_Archive_HasEveryArrayInOrder()
    {
        NumpyFiles.WriteNpz(_folder["a.npz"], ("b.npy", NumpyFiles.Npy([1, 2, 3, 4, 5, 6], 2, 3)), ("a.npy", NumpyFiles.Npy([7], 1)));

        IReadOnlyList<NumpyArray> arrays = NpzReader.Read(_folder["a.npz"]);

        Assert.Equal(["b", "a"], arrays.Select(array => array.Name));
        Assert.Equal([2, 3], arrays[0].Shape);
        Assert.Equal([1f, 2, 3, 4, 5, 6], arrays[0].Values);
    }

    public static TheoryData<string, byte[]> Types => new()
    {
        { "<f8", [.. new double[] { 1, 0, 3 }.SelectMany(BitConverter.GetBytes)] },
        { ">f4", [0x3f, 0x80, 0, 0, 0, 0, 0, 0, 0x40, 0x40, 0, 0] },
        { "<f2", [0x00, 0x3c, 0, 0, 0x00, 0x42] },
        { "<i8", [.. new long[] { 1, 0, 3 }.SelectMany(BitConverter.GetBytes)] },
        { ">i2", [0, 1, 0, 0, 0, 3] },
        { "|u1", [1, 0, 3] },
        { "|i1", [1, 0, 3] },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Read_AnyTypeOfNumbers_HasTheNumbers(string type, byte[] values)
    {
        File.WriteAllBytes(_folder["a.npy"], NumpyFiles.Npy(type, isColumnMajor: false, [3], values));

        Assert.Equal([1f, 0, 3], NpzReader.Read(_folder["a.npy"]).Single().Values);
    }

    [Fact]
    public void Read_ColumnMajor_IsTurned()
    {
        File.WriteAllBytes(_folder["a.npy"], NumpyFiles.Npy("|u1", isColumnMajor: true, [2, 3], [1, 4, 2, 5, 3, 6]));

        Assert.Equal([1f, 2, 3, 4, 5, 6], NpzReader.Read(_folder["a.npy"]).Single().Values);
    }

    public static TheoryData<byte[], string> Bad => new()
    {
        { [], "is no NumPy array" },
        { "I am a poem."u8.ToArray(), "is no NumPy array" },
        { NumpyFiles.Npy([1, 2, 3], 3)[..^1], "ends too early" },
        { [.. NumpyFiles.Npy([1, 2, 3], 3), 0], "goes on after its last value" },
        { NumpyFiles.Npy("|O", false, [2], [0, 0]), "holds Python objects" },
        { NumpyFiles.Npy("<c8", false, [1], new byte[8]), "not plain numbers" },
        { NumpyFiles.Npy("<f4", false, [1_000_000, 1_000_000], []), "announces 1E+12 values" },
        { NumpyFiles.Npy("<f4", false, [1000, 1000], new byte[16]), "ends too early" },
        { NumpyFiles.Npy("<f4", false, [0, 3], []), "an axis without values" },
        { NumpyFiles.Npy("__import__('os').system('true')", []), "cannot be understood" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Read_BadArray_SaysWhatIsWrong(byte[] file, string message)
    {
        File.WriteAllBytes(_folder["a.npy"], file);

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => NpzReader.Read(_folder["a.npy"]));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ArchiveOfOtherThings_IsRefused()
    {
        NumpyFiles.WriteNpz(_folder["a.npz"], ("readme.txt", "hello"u8.ToArray()));

        Assert.Contains("no array", Assert.Throws<InvalidDataException>(() => NpzReader.Read(_folder["a.npz"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DamagedBytes_IsReadOrRefusedAndNothingElse()
    {
        NumpyFiles.WriteNpz(_folder["good.npz"], ("a.npy", NumpyFiles.Npy([1, 2, 3, 4, 5, 6], 2, 3)), ("b.npy", NumpyFiles.Npy([7], 1)));
        byte[] good = File.ReadAllBytes(_folder["good.npz"]);
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[1, good.Length]).Sample((place, value, length) =>
        {
            byte[] bad = [.. good];
            bad[place] = value;
            File.WriteAllBytes(_folder["bad.npz"], bad[..(length % 3 == 0 ? length : bad.Length)]);
            try
            {
                Assert.NotEmpty(NpzReader.Read(_folder["bad.npz"]));
            }
            catch (Exception error) when (error is InvalidDataException or IOException)
            {
                Assert.NotEmpty(error.Message);
            }
        }, iter: 2000, threads: 1);
    }
}
