namespace TrainRecorder.Service.Listing.Filters;

/// <summary>A filter cannot be understood.</summary>
/// <param name="position">The character at which that is seen, from 0.</param>
/// <param name="message">What is wrong there.</param>
internal sealed class FilterException(int position, string message) : Exception(message)
{
    /// <summary>The character at which that is seen, from 0.</summary>
    public int Position { get; } = position;
}
