using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using TrainRecorder.Recording.Tests.Samples;

namespace TrainRecorder.Recording.Tests;

public sealed class TensorExportTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private RecordingReader? _reader;
    private float[] _weights = [];

    private RecordingReader Reader => _reader!;

    public async ValueTask InitializeAsync()
    {
        _reader = await RecordingReader.OpenAsync((await SampleRecording.Small().SealAsync(_folder, 3)).Path).Soon();
        _weights = (await _reader.ReadFloatsAsync("hidden1.weight", 2).Soon())!;
    }

    public ValueTask DisposeAsync()
    {
        Reader.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Write_Npy_HasTheHeaderOfNumPyAndTheBits()
    {
        await TensorExport.WriteAsync(Reader, "hidden1.weight", 2, _folder["w.npy"]).Soon();
        byte[] file = await File.ReadAllBytesAsync(_folder["w.npy"]);

        Assert.Equal("\u0093NUMPY\u0001\0", Encoding.Latin1.GetString(file, 0, 8));
        int length = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(8));
        Assert.Equal(0, (10 + length) % 64);
        Assert.Equal("{'descr': '<f4', 'fortran_order': False, 'shape': (4, 2, ), }", Encoding.ASCII.GetString(file, 10, length).TrimEnd());
        Assert.Equal(MemoryMarshal.AsBytes(_weights.AsSpan()).ToArray(), file[(10 + length)..]);
    }

    [Fact]
    public async Task Write_NameIsTaken_SaysSoAndLeavesNothing()
    {
        Directory.CreateDirectory(_folder["w.npy"]);
        string[] before = _folder.Names();

        Exception fault = await Assert.ThrowsAnyAsync<Exception>(() => TensorExport.WriteAsync(Reader, "hidden1.weight", 2, _folder["w.npy"]).Soon());

        Assert.True(fault is IOException or UnauthorizedAccessException, fault.ToString());
        Assert.Equal(before, _folder.Names());
    }

    [Fact]
    public async Task Write_Safetensors_HasHeaderAndBits()
    {
        await TensorExport.WriteAsync(Reader, "hidden1.weight", 2, _folder["w.safetensors"]).Soon();
        byte[] file = await File.ReadAllBytesAsync(_folder["w.safetensors"]);

        int length = checked((int)BinaryPrimitives.ReadInt64LittleEndian(file));
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, length));
        JsonElement entry = header.RootElement.GetProperty("hidden1.weight");
        Assert.Equal("F32", entry.GetProperty("dtype").GetString());
        Assert.Equal("[4,2]", entry.GetProperty("shape").GetRawText());
        Assert.Equal("[0,32]", entry.GetProperty("data_offsets").GetRawText());
        Assert.Equal("2", header.RootElement.GetProperty("__metadata__").GetProperty("epoch").GetString());
        Assert.Equal(MemoryMarshal.AsBytes(_weights.AsSpan()).ToArray(), file[(8 + length)..]);
    }

    [Fact]
    public async Task Write_Csv_ReadsBackToTheSameBits()
    {
        await TensorExport.WriteAsync(Reader, "hidden1.weight", 2, _folder["w.csv"]).Soon();
        string[] lines = await File.ReadAllLinesAsync(_folder["w.csv"]);

        Assert.Equal(4, lines.Length);
        Assert.Equal(_weights, lines.SelectMany(line => line.Split(',')).Select(number => float.Parse(number, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Write_SeveralSafetensors_LieOneBehindTheOtherAlignedToTheirTypes()
    {
        IReadOnlyList<string> written = await TensorExport.WriteAsync(Reader, ["hidden1.*", "probe.sample"], 0, _folder["w.safetensors"]).Soon();
        byte[] file = await File.ReadAllBytesAsync(_folder["w.safetensors"]);

        Assert.Contains("probe.sample", written);
        int length = checked((int)BinaryPrimitives.ReadInt64LittleEndian(file));
        Assert.Equal(0, length % 8);
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, length));
        (int Begin, int End, int Width)[] places = [.. header.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__").Select(entry => (
            entry.Value.GetProperty("data_offsets")[0].GetInt32(),
            entry.Value.GetProperty("data_offsets")[1].GetInt32(),
            entry.Value.GetProperty("dtype").GetString() == "F32" ? 4 : 8)).Order()];
        Assert.Equal(written.Count, places.Length);
        Assert.Equal(places.Select(place => place.Begin).Append(file.Length - 8 - length), places.Select(place => place.End).Prepend(0));
        Assert.All(places, place => Assert.Equal(0, place.Begin % place.Width));
    }

    [Fact]
    public async Task Write_Units_HasTheirShape()
    {
        await TensorExport.WriteAsync(Reader, ["hidden1.activation"], 1, _folder["a.npy"], new UnitRange(1, 2)).Soon();

        byte[] file = await File.ReadAllBytesAsync(_folder["a.npy"]);
        Assert.Contains("'shape': (3, 2, )", Encoding.ASCII.GetString(file, 10, 118), StringComparison.Ordinal);
        float[] expected = (await Reader.ReadUnitsAsync("hidden1.activation", 1, 1, 2).Soon())!;
        Assert.Equal(MemoryMarshal.AsBytes(expected.AsSpan()).ToArray(), file[^(expected.Length * 4)..]);
    }

    [Fact]
    public async Task Write_WhatCannotBe_SaysWhy()
    {
        Assert.Contains(".npy, .npz, .csv, .safetensors", (await Assert.ThrowsAsync<ArgumentException>(
            () => TensorExport.WriteAsync(Reader, "hidden1.weight", 2, _folder["w.txt"]).Soon())).Message, StringComparison.Ordinal);
        Assert.Contains("output.saturation was not recorded at epoch 2; its schedule is 'never'", (await Assert.ThrowsAsync<RecordingException>(
            () => TensorExport.WriteAsync(Reader, "output.saturation", 2, _folder["w.npy"]).Soon())).Message, StringComparison.Ordinal);
        Assert.Contains("holds one tensor, not 2; .npz and .safetensors hold several", (await Assert.ThrowsAsync<ArgumentException>(
            () => TensorExport.WriteAsync(Reader, ["hidden1.weight", "hidden1.bias"], 2, _folder["w.npy"]).Soon())).Message, StringComparison.Ordinal);
        Assert.Contains("train.loss is a double, not a tensor", (await Assert.ThrowsAsync<RecordingException>(
            () => TensorExport.WriteAsync(Reader, "train.loss", 2, _folder["w.npy"]).Soon())).Message, StringComparison.Ordinal);
    }
}
