using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace TrainRecorder.Service.Catalogue;

/// <summary>Keeps a moment as the ticks of its UTC time: the same, and in order, in every database.</summary>
internal sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(moment => moment.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
