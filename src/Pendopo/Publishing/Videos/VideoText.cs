namespace Pendopo.Publishing.Videos;

/// <summary>Names the words of videos (VideoText.resx, VideoText.id.resx).</summary>
internal sealed class VideoText;
