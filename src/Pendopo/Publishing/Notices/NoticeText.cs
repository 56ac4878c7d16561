namespace Pendopo.Publishing.Notices;

/// <summary>Names the words of mails to colleagues (NoticeText.resx, NoticeText.id.resx).</summary>
public sealed class NoticeText;
