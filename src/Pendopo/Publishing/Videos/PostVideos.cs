using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Library;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Videos;

/// <summary>Puts a video into a post, says what is said in it, and takes it out again: all are edits of its words, and need approval like these.</summary>
internal sealed class PostVideos(PendopoDb db, PostLedger ledger, KeepPost keep, TakeVideo take, CopyVideo copy)
{
    /// <param name="Captions">WebVTT or SRT; kept as WebVTT with nothing but the cues.</param>
    public sealed record Said(string Captions, string Transcript, bool Silent, Shown? Shows);

    /// <summary>Puts in a video that the person in scope has sent whole. One that stands there already gives way.</summary>
    /// <param name="shows">Whom it shows: without a word of that no video is put in.</param>
    public async Task<Result<Post>> Put(Id<Post> id, Id<Video> video, Shown? shows, CancellationToken cancel)
    {
        if (shows is null)
            return ledger.Problem("VideoShowsRequired", "Shows");
        var sent = await take.Mine(video, cancel);
        // What the library keeps is taken from there, as a copy: else the one would go with the other.
        var written = video.ToString();
        var kept = await db.Set<LibraryItem>().AnyAsync(item => item.VideoText != null && item.VideoText.Contains(written), cancel);
        return await Change(id, _ => sent is { State: not VideoState.Arriving } && !kept ? new PostVideo(video) { Shows = shows } : ledger.Problem("VideoNotThere"), cancel);
    }

    /// <summary>Puts a copy of a video into a post, with what is said in it: the words of another language are where a translation begins.</summary>
    /// <param name="from">The video and its words, of whatever centre; that this one may have it is the caller's to know.</param>
    /// <param name="consents">Whether what was said of the persons in it holds here too; it does not where another centre asked them.</param>
    public async Task<Result<Post>> PutCopy(Id<Post> id, PostVideo from, bool consents, CancellationToken cancel)
    {
        if (await copy.Run(from.Video, cancel) is not { } own)
            return ledger.Problem("VideoNotThere");
        return await Change(id, _ => new PostVideo(own.Id) { Captions = from.Captions, Transcript = from.Transcript, Silent = from.Silent, Shows = consents || from.Shows != Shown.Persons ? from.Shows : null }, cancel);
    }

    /// <summary>Says what is said and shown in the video of a post.</summary>
    public Task<Result<Post>> Say(Id<Post> id, Said said, CancellationToken cancel) => Change(id, now => Worded(ledger, now, said), cancel);

    /// <summary>Takes it out. It stays with the earlier revisions, as a picture does.</summary>
    public Task<Result<Post>> Remove(Id<Post> id, CancellationToken cancel) => Change(id, _ => null, cancel);

    /// <summary>A video with what is said of it, as captions are kept; refused where they cannot be read.</summary>
    public static Result<PostVideo> Worded(PostLedger ledger, PostVideo? now, Said said)
    {
        if (now is null)
            return Problem.NotFound;
        if (said.Captions.Length > PostVideo.CaptionsLength)
            return ledger.Problem("TooLong", "Captions", PostVideo.CaptionsLength);
        if (said.Transcript.Length > PostVideo.TranscriptLength)
            return ledger.Problem("TooLong", "Transcript", PostVideo.TranscriptLength);
        var captions = WebVtt.Of(said.Captions);
        if (captions.Faults is [var first, ..])
            return ledger.Problem(first.Code, "Captions", first.Line);
        return now with
        {
            Captions = captions.Cues.Count == 0 ? "" : captions.Write(),
            // What is said stands in the captions already: who writes nothing else gets it as a beginning.
            Transcript = said.Transcript.Trim().Length > 0 ? said.Transcript.Trim() : captions.Spoken(),
            Silent = said.Silent,
            Shows = said.Shows,
        };
    }

    private async Task<Result<Post>> Change(Id<Post> id, Func<PostVideo?, Result<PostVideo>?> what, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        if (post.RecalledAt is not null)
            return ledger.Problem("AlreadyRecalled");
        var words = post.Words;
        var changed = what(words.Details.Video);
        if (changed is { Ok: false })
            return changed.Problems.ToList();
        await keep.Edit(post, words with { Details = words.Details with { Video = changed?.Value } }, byItself: false, cancel);
        return await ledger.Keep(post, cancel);
    }
}
