using CsCheck;
using TrainRecorder.Scene.Page;

namespace TrainRecorder.Scene.Tests.Page;

public sealed class QuantisedFramesTests
{
    private static readonly Gen<(float[] Values, int Width)> s_frames = Gen.Select(Gen.Int[1, 9], Gen.Int[1, 7]).SelectMany(size =>
        Gen.OneOf(Gen.Float[-3, 3], Gen.Float[-1e30f, 1e30f], Gen.Const(0f), Gen.Const(float.NaN), Gen.Const(float.PositiveInfinity))
            .Array[size.Item1 * size.Item2].Select(values => (values, size.Item1)));

    [Fact]
    public void Pack_AnyFrames_ComeBackWithinHalfAStep() => s_frames.Sample(frames =>
    {
        double step = QuantisedFrames.Step(frames.Values);
        short[] integers = Unpack(Pack(frames.Values, frames.Width, step), frames.Width);
        Assert.Equal(frames.Values.Length, integers.Length);
        for (int place = 0; place < integers.Length; place++)
        {
            float value = frames.Values[place];
            if (!float.IsFinite(value))
                Assert.Equal(QuantisedFrames.Missing, integers[place]);
            else
                Assert.InRange(Math.Abs(integers[place] * step - value), 0, 0.500001 * step);
        }
    });

    [Fact]
    public void Pack_Zero_StaysZero()
    {
        float[] values = [0, 1e-3f, -5, 0];

        short[] integers = Unpack(Pack(values, 2, QuantisedFrames.Step(values)), 2);

        Assert.Equal(0, integers[0]);
        Assert.Equal(0, integers[3]);
        Assert.Equal(-short.MaxValue, integers[2]);
        Assert.NotEqual(0, integers[1]);
    }

    [Fact]
    public void Step_NothingFinite_IsOne() => Assert.Equal(1, QuantisedFrames.Step([float.NaN, 0, float.NegativeInfinity]));

    private static byte[] Pack(float[] values, int width, double step)
    {
        using MemoryStream stream = new();
        QuantisedFrames.Pack(values, width, step, stream);
        return stream.ToArray();
    }

    /// <summary>As SCHEMA.md says.</summary>
    internal static short[] Unpack(ReadOnlySpan<byte> bytes, int width)
    {
        short[] integers = new short[bytes.Length / 2];
        for (int place = 0; place < integers.Length; place++)
        {
            (int frame, int index) = Math.DivRem(place, width);
            int zigZag = bytes[2 * frame * width + index] | bytes[(2 * frame + 1) * width + index] << 8;
            int before = frame == 0 ? 0 : integers[place - width];
            integers[place] = unchecked((short)(before + ((zigZag >> 1) ^ -(zigZag & 1))));
        }
        return integers;
    }
}
