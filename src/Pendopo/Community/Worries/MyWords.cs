using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Talk;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Worries;

/// <summary>What the centre wrote to a member because somebody was worried: they alone read it, and answer in private.</summary>
internal sealed class MyWords(PendopoDb db, Viewers viewers, NurseInstead nurse, TimeProvider time)
{
    // What was said in need is no archive: after a month it stands at the desk alone.
    private static readonly TimeSpan Shown = TimeSpan.FromDays(30);

    /// <summary>Whether something waits to be read.</summary>
    public async Task<bool> Any(CancellationToken cancel)
    {
        var faces = (await viewers.Read(cancel)).Faces;
        return faces.Count > 0 && await db.Set<Worry>().AnyAsync(row => faces.Contains(row.AuthorId) && row.ReadAt == null && db.Set<WorryNote>().Any(note => note.WorryId == row.Id && note.Kind == WorryNoteKind.Written), cancel);
    }

    /// <summary>What was written, newest first. Nothing of why, and nobody's name.</summary>
    public async Task<IReadOnlyList<WorryNote>> All(CancellationToken cancel)
    {
        var (faces, since) = ((await viewers.Read(cancel)).Faces, time.Now() - Shown);
        return await db.Set<WorryNote>().AsNoTracking().Where(note => note.Kind == WorryNoteKind.Written && note.At > since && db.Set<Worry>().Any(row => row.Id == note.WorryId && faces.Contains(row.AuthorId)))
            .OrderByDescending(note => note.At).Take(20).ToListAsync(cancel);
    }

    /// <summary>They have read it.</summary>
    public async Task Read(CancellationToken cancel)
    {
        var (faces, now) = ((await viewers.Read(cancel)).Faces, time.Now());
        await db.Set<Worry>().Where(row => faces.Contains(row.AuthorId) && row.ReadAt == null && db.Set<WorryNote>().Any(note => note.WorryId == row.Id && note.Kind == WorryNoteKind.Written))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ReadAt, now), cancel);
    }

    /// <summary>Their answer becomes a private conversation of the inbox; the worry is told that there is one.</summary>
    /// <returns>The path of the conversation.</returns>
    public async Task<string> Answer(string text, HttpContext http, Func<string, string> resolve, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        var faces = viewer.Faces;
        foreach (var worry in await db.Set<Worry>().Where(row => faces.Contains(row.AuthorId) && row.ClosedAt == null).ToListAsync(cancel))
            db.Add(WorryNote.By(worry, WorryNoteKind.Answered, null, "", time.Now()));
        return await nurse.Tell(viewer.Own!.Name, text, http, resolve, cancel);
    }
}
