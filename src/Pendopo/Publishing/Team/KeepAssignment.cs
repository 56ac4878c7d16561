using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.People;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Team;

/// <summary>A colleague was asked to do something for a post.</summary>
internal sealed record Assigned(Id<Post> Post, Id<Person> Person) : IEvent;

/// <summary>Gives somebody a part of the work until a day, and marks it done.</summary>
internal sealed class KeepAssignment(PendopoDb db, PostLedger ledger, Teammates team, EventBoard events, IStringLocalizer<TeamText> words)
{
    public sealed record Request(Id<Post> Post, Id<Person> Person, string What, DateOnly Due);

    public async Task<Result<Post>> Give(Request request, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await ledger.Find(request.Post, cancel) is not { } post)
            return Problem.NotFound;
        var what = request.What.ReplaceLineEndings(" ").Trim();
        var problems = new List<Problem>();
        if (what.Length == 0)
            problems.Add(words.Problem("WhatRequired", "What"));
        if (what.Length > Assignment.WhatLength)
            problems.Add(words.Problem("TooLong", "What", Assignment.WhatLength));
        if (request.Due < Clock.DateOf(ledger.Now, ledger.Here.Centre.Zone))
            problems.Add(words.Problem("DayIsPast", "Due"));
        if ((await team.All(cancel)).All(mate => mate.Id != request.Person))
            problems.Add(words.Problem("PersonRequired", "Person"));
        if (problems.Count > 0)
            return problems;
        db.Add(Assignment.Of(post, request.Person, ledger.Here.Actor, what, request.Due));
        if (request.Person != ledger.Here.Actor)
            events.Publish(new Assigned(post.Id, request.Person));
        return await ledger.Keep(post, cancel);
    }

    /// <summary>Marks it done or open again: who does it, or who gave it.</summary>
    public async Task<Result<Id<Post>>> Finish(Id<Assignment> id, bool done, CancellationToken cancel)
    {
        if (await Mine(id, cancel) is not { } row)
            return Problem.NotFound;
        row.Finish(done ? ledger.Now : null);
        return await db.TrySave(cancel) ? row.PostId : words.Problem("SomebodyElseChanged");
    }

    public async Task<Result<Id<Post>>> Remove(Id<Assignment> id, CancellationToken cancel)
    {
        if (await Mine(id, cancel) is not { } row)
            return Problem.NotFound;
        db.Remove(row);
        return await db.TrySave(cancel) ? row.PostId : words.Problem("SomebodyElseChanged");
    }

    private Task<Assignment?> Mine(Id<Assignment> id, CancellationToken cancel)
    {
        var (me, leads) = (ledger.Here.Actor, ledger.Here.May("publishing.publish"));
        return db.Set<Assignment>().FirstOrDefaultAsync(row => row.Id == id && (leads || row.PersonId == me || row.GivenById == me), cancel);
    }
}
