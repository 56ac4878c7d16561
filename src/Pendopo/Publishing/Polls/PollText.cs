namespace Pendopo.Publishing.Polls;

/// <summary>Names the words of polls (PollText.resx, PollText.id.resx).</summary>
internal sealed class PollText;
