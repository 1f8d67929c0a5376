using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Google.Protobuf;
using TrainRecorder.Recording;
using TrainRecorder.Training.Networks;
using TrainRecorder.Training.Observation;
using TrainRecorder.V1;

namespace TrainRecorder.Training.States;

/// <summary>Where a state stands.</summary>
/// <param name="Epoch">The epoch after which it was taken.</param>
/// <param name="Step">Optimiser steps so far.</param>
/// <param name="ElapsedSeconds">Training time so far.</param>
internal readonly record struct StatePoint(int Epoch, long Step, double ElapsedSeconds);

/// <summary>
/// The file from which a run goes on: parameters with what the optimiser keeps of them, running statistics, and the memories of schedule, early
/// stopping and diagnostics. All else follows from the job,
/// and the randomness of an epoch from its number.
/// </summary>
/// <remarks>
/// Little-endian: the magic <c>TRSTATE\n</c>, int32 version 2, the SHA-256 of the resolved job's bytes, int32 epoch,
/// int64 step, double elapsed seconds, int32 tensors; for each int32 matrices, rows, columns and the floats of each
/// matrix, row by row without padding; int32 memories, for each int32 doubles and the doubles; at the end the XXH3-128 of everything before.
/// </remarks>
internal static class SavedState
{
    private const int Version = 2;
    private const int HashSize = 32;
    private const int HeaderSize = 8 + 4 + HashSize + 4 + 8 + 8 + 4;
    private const int ChecksumSize = 16;

    private static ReadOnlySpan<byte> Magic => "TRSTATE\n"u8;

    /// <summary>Writes the state after the epoch of a row, which has the values of the tensors; what is kept with them is in the row's snapshot.</summary>
    public static void Save(Stream destination, Job job, IReadOnlyList<Tensor> tensors, EpochRow row, EpochSnapshot snapshot)
    {
        using var writer = new StateWriter(destination);
        var header = new byte[HeaderSize];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        SHA256.HashData(job.ToByteArray(), header.AsSpan(12));
        var rest = header.AsSpan(12 + HashSize);
        BinaryPrimitives.WriteInt32LittleEndian(rest, row.Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(rest[4..], row.Step);
        BinaryPrimitives.WriteDoubleLittleEndian(rest[12..], row.ElapsedSeconds);
        BinaryPrimitives.WriteInt32LittleEndian(rest[20..], tensors.Count);
        writer.Write(header);
        for (var i = 0; i < tensors.Count; i++)
        {
            var value = tensors[i].Value;
            writer.Write(1 + snapshot.Kept[i].Length);
            writer.Write(value.Rows);
            writer.Write(value.Columns);
            writer.Write(MemoryMarshal.AsBytes(snapshot.Floats(row, snapshot.Columns.Tensors[i])));
            foreach (var kept in snapshot.Kept[i])
            {
                for (var r = 0; r < value.Rows; r++) writer.Write(MemoryMarshal.AsBytes(kept.AsSpan(r * value.Stride, value.Columns)));
            }
        }
        writer.Write(snapshot.Memories.Count);
        foreach (var memory in snapshot.Memories)
        {
            writer.Write(memory.Length);
            writer.Write(MemoryMarshal.AsBytes(memory.AsSpan()));
        }
        writer.Finish();
    }

    /// <summary>Reads a state into tensors and memories; they are changed only if all of it is good.</summary>
    /// <exception cref="InvalidDataException">It is damaged, newer, or of another job.</exception>
    public static StatePoint Restore(Stream source, Job job, IReadOnlyList<Tensor> tensors, IReadOnlyList<double[]> memories)
    {
        // The length is known from the job: no number in the file says how much to read.
        var length = HeaderSize + tensors.Sum(tensor =>
            12 + ((1L + tensor.Kept.Count) * tensor.Value.Rows * tensor.Value.Columns * sizeof(float)))
            + 4 + memories.Sum(memory => 4L + (memory.Length * sizeof(double)));
        var checksum = new XxHash128();
        var header = new byte[HeaderSize];
        Read(header);
        if (!header.AsSpan(0, 8).SequenceEqual(Magic)) throw new InvalidDataException("It is not the state of a run.");
        var version = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(8));
        if (version != Version) throw new InvalidDataException($"Its version is {version}; known is {Version}.");
        if (!header.AsSpan(12, HashSize).SequenceEqual(SHA256.HashData(job.ToByteArray())))
            throw new InvalidDataException("It is the state of another job.");
        var rest = header.AsSpan(12 + HashSize);
        var point = new StatePoint(
            BinaryPrimitives.ReadInt32LittleEndian(rest),
            BinaryPrimitives.ReadInt64LittleEndian(rest[4..]),
            BinaryPrimitives.ReadDoubleLittleEndian(rest[12..]));
        if (BinaryPrimitives.ReadInt32LittleEndian(rest[20..]) != tensors.Count) throw new InvalidDataException("It has another number of tensors.");

        var read = tensors.Select(ReadTensor).ToArray();
        if (ReadNumber() != memories.Count) throw new InvalidDataException("It has another number of memories.");
        var remembered = memories.Select(ReadMemory).ToArray();
        var computed = checksum.GetCurrentHash();
        var stored = new byte[ChecksumSize];
        Fill(stored);
        if (!computed.AsSpan().SequenceEqual(stored)) throw new InvalidDataException($"The checksum over its {length} bytes is wrong.");
        if (source.ReadByte() >= 0) throw new InvalidDataException("It goes on after its end.");

        for (var i = 0; i < tensors.Count; i++)
        {
            var k = 0;
            foreach (var matrix in EpochSnapshot.TensorsOf(tensors[i]))
            {
                for (var row = 0; row < matrix.Rows; row++) read[i][k].AsSpan(row * matrix.Columns, matrix.Columns).CopyTo(matrix.Row(row));
                k++;
            }
        }
        for (var i = 0; i < memories.Count; i++) remembered[i].CopyTo(memories[i], 0);
        return point;

        int ReadNumber()
        {
            var bytes = new byte[4];
            Read(bytes);
            return BinaryPrimitives.ReadInt32LittleEndian(bytes);
        }

        double[] ReadMemory(double[] memory)
        {
            if (ReadNumber() != memory.Length) throw new InvalidDataException("A memory has another length.");
            var values = new double[memory.Length];
            Read(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }

        float[][] ReadTensor(Tensor tensor)
        {
            var shape = new byte[12];
            Read(shape);
            if (BinaryPrimitives.ReadInt32LittleEndian(shape) != 1 + tensor.Kept.Count
                || BinaryPrimitives.ReadInt32LittleEndian(shape.AsSpan(4)) != tensor.Value.Rows
                || BinaryPrimitives.ReadInt32LittleEndian(shape.AsSpan(8)) != tensor.Value.Columns)
                throw new InvalidDataException($"{tensor.Path} has another shape.");
            return
            [
                .. EpochSnapshot.TensorsOf(tensor).Select(matrix =>
                {
                    var values = new float[matrix.Rows * matrix.Columns];
                    Read(MemoryMarshal.AsBytes(values.AsSpan()));
                    return values;
                }),
            ];
        }

        void Read(Span<byte> bytes)
        {
            Fill(bytes);
            checksum.Append(bytes);
        }

        void Fill(Span<byte> bytes)
        {
            if (source.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                throw new InvalidDataException($"It ends too early: it should have {length + ChecksumSize} bytes.");
        }
    }
}
