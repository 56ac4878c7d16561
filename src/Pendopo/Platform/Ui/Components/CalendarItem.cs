namespace Pendopo.Platform.Ui.Components;

/// <summary>Something that stands on a day of the calendar.</summary>
/// <param name="Day">The day, in the centre's zone.</param>
/// <param name="Time">The time, or null for the whole day.</param>
/// <param name="Title">What it is.</param>
/// <param name="Href">Its page, or null.</param>
/// <param name="Tone">What the colour repeats.</param>
/// <param name="State">The state in words, or null where none is needed. Colour alone never says it.</param>
/// <param name="MoveHref">The page that asks for another day, or null for what cannot be moved.</param>
/// <param name="Drag">What the form of the page is told when it is dragged to another day, or null.</param>
public sealed record CalendarItem(DateOnly Day, TimeOnly? Time, string Title, string? Href, Tone Tone = Tone.Plain, string? State = null, string? MoveHref = null, string? Drag = null);
