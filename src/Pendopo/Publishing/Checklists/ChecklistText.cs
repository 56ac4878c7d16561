namespace Pendopo.Publishing.Checklists;

/// <summary>Names the words of checklists (ChecklistText.resx, ChecklistText.id.resx).</summary>
internal sealed class ChecklistText;
