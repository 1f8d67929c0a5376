using Grpc.Core;
using TrainRecorder.Recording;
using TrainRecorder.Service.Endpoints;

namespace TrainRecorder.Service.Recordings.Reading;

/// <summary>Which epochs a caller wants of those that are there.</summary>
internal static class EpochSelection
{
    /// <summary>Checks a range and makes its defaults explicit.</summary>
    /// <exception cref="RpcException">INVALID_ARGUMENT: it is none; OUT_OF_RANGE: it lies behind what is committed.</exception>
    public static EpochRange Check(int? first, int? last, EpochRange there)
    {
        var violations = new Violations();
        if (first < 0) violations.Add("first_epoch", "must not be negative");
        if (last < 0) violations.Add("last_epoch", "must not be negative");
        if (first > last) violations.Add("last_epoch", "must not be before first_epoch");
        violations.ThrowIfAny("The epochs cannot be given.");
        var range = new EpochRange(first ?? there.First, last ?? there.Last);
        return range.First <= there.Last && range.Last <= there.Last && range.First >= there.First
            ? range
            : throw Faults.Of(StatusCode.OutOfRange, $"The epochs from {there.First} to {there.Last} are there.");
    }

    /// <summary>Every so many epochs of a range.</summary>
    public static IEnumerable<int> Every(EpochRange range, int stride)
    {
        for (long epoch = range.First; epoch <= range.Last; epoch += Math.Max(1, stride)) yield return (int)epoch;
    }

    /// <summary>At most so many epochs of a range, evenly spread, the first and the last among them; all of them for 0.</summary>
    public static IEnumerable<int> Spread(EpochRange range, int most)
    {
        var count = (long)range.Last - range.First + 1;
        if (most == 0 || count <= most) return Every(range, 1);
        return most == 1 ? [range.Last] : Enumerable.Range(0, most).Select(i => (int)(range.First + ((long)i * (count - 1) / (most - 1))));
    }
}
