namespace TrainRecorder.Pictures.Movies;

/// <summary>The formats that ffmpeg makes for us.</summary>
public enum MovieFormat
{
    /// <summary>H.264 in MP4: plays everywhere.</summary>
    Mp4,

    /// <summary>VP9 in WebM: free.</summary>
    Webm,

    /// <summary>GIF, 256 colours a frame.</summary>
    Gif,
}
