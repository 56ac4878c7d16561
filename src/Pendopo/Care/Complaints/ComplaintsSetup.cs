using Pendopo.Care.Services;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.People;
using Pendopo.Platform.Slots;
using Pendopo.Platform.Web;
using Pendopo.Safety.Contracts;

namespace Pendopo.Care.Complaints;

/// <summary>What complaints add to their room.</summary>
internal static class ComplaintsSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<ComplaintKeys>().AddScoped<ComplaintReading>().AddScoped<ComplaintNotice>().AddScoped<MakeComplaint>().AddScoped<TendComplaint>().AddScoped<JudgeAnswer>().AddScoped<ComplaintCounts>().AddScoped<RaiseComplaints>();
        services.AddScoped<IOutsiderErasure, ComplaintErasure>().AddScoped<IPersonalRecords, ComplaintRecords>().AddScoped<ITouchedPeople, ComplaintRecords>();
        services.AddJob<WatchComplaints, WatchComplaintsJob>().AddJob<WatchComplaintsAt, WatchComplaintsAtJob>();
        services.AddSlot<ComplaintsWaiting>(SlotNames.DeskWaiting, 25);
    }

    public static void MapRoutes(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/complaints").WithTags("Complaints").Needs(CareRoom.MayAnswer);
        api.MapGet("/", async (ComplaintReading reading, CancellationToken cancel) => TypedResults.Ok((await reading.All(open: true, cancel)).Select(ComplaintBody.Of))).WithSummary("Open complaints, the first promised answer first; without their words.");
        api.MapGet("/{id}", One).WithSummary("One complaint with its words and answers; who opened it is noted.");
        api.MapPut("/{id}/owner", async (Id<Complaint> id, ComplaintOwnerBody body, TendComplaint tend, CancellationToken cancel) => (await tend.Give(id, body.Person ?? default, cancel)).ToResult(_ => TypedResults.NoContent()))
            .WithSummary("Gives it to somebody who may answer and is not named in it.");
        api.MapPost("/{id}/answers", async (Id<Complaint> id, ComplaintAnswerBody body, TendComplaint tend, CancellationToken cancel) => (await tend.Answer(id, body.Words ?? "", body.Mended, cancel)).ToResult(_ => TypedResults.NoContent()));
        routes.MapGroup("/api/v1/complaints").WithTags("Complaints").Needs(CareRoom.MayBook)
            .MapPost("/", async (SaidComplaintBody body, MakeComplaint make, ComplaintKeys keys, CancellationToken cancel) => (await make.Run(body.Said, atDesk: true, cancel)).ToResult(row => TypedResults.Created($"/api/v1/complaints/{row.Id}", new ComplaintMade(row.Id, keys.CodeOf(row), row.AnswerBy))))
            .WithSummary("Takes in the complaint of somebody who calls or stands at the desk.");
        var head = routes.MapGroup("/api/v1/complaints").WithTags("Complaints").Needs(CareRoom.MayPlan);
        head.MapGet("/counts", async (ComplaintCounts counts, CancellationToken cancel) => TypedResults.Ok((await counts.Read(cancel)).Kinds.Select(ComplaintCountBody.Of))).WithSummary("Complaints of the last year by what they are about; numbers of nobody.");
        head.MapGet("/rules", async (MakeComplaint make, CancellationToken cancel) => TypedResults.Ok(ComplaintRulesBody.Of(await make.Rules(cancel))));
        head.MapPut("/rules", async (ComplaintRulesBody body, MakeComplaint make, CancellationToken cancel) => (await make.Settle(body.OwnHours, body.AnswerHours, body.BasedOn, cancel)).ToResult(rules => TypedResults.Ok(ComplaintRulesBody.Of(rules)))).WithSummary("In how many open hours a complaint has an owner, and an answer.");
    }

    private static async Task<IResult> One(Id<Complaint> id, ComplaintReading reading, Openings openings, CancellationToken cancel)
    {
        if (await reading.Find(id, cancel) is not { } line)
            return TypedResults.NotFound();
        await openings.Note("care.complaint-opened", $"complaint:{id}", cancel);
        return TypedResults.Ok(new WholeComplaintBody(ComplaintBody.Of(line), line.Complaint.Words, line.Complaint.Name, line.Complaint.Phone, [.. (await reading.Answers(id, cancel)).Select(row => row.Words)]));
    }
}

internal sealed record ComplaintBody(Id<Complaint> Id, ComplaintAbout About, Id<HealthService>? Service, DateOnly? Day, ComplaintState State, Id<Person>? Owner, DateTimeOffset MadeAt, DateTimeOffset AnswerBy, DateTimeOffset? RaisedAt, bool? Helped)
{
    public static ComplaintBody Of(ComplaintLine line) => new(line.Complaint.Id, line.Complaint.About, line.Complaint.ServiceId, line.Complaint.Day, line.Complaint.State, line.Complaint.OwnerId, line.Complaint.MadeAt, line.Complaint.AnswerBy, line.Complaint.RaisedAt, line.Complaint.Helped);
}

internal sealed record WholeComplaintBody(ComplaintBody Complaint, string Words, string Name, string Phone, IReadOnlyList<string> Answers);

internal sealed record ComplaintOwnerBody(Id<Person>? Person = null);

/// <param name="Mended">Whether what it was about is no longer so.</param>
internal sealed record ComplaintAnswerBody(string? Words = null, bool Mended = false);

internal sealed record SaidComplaintBody(ComplaintAbout? About = null, Id<HealthService>? Service = null, DateOnly? Day = null, Id<StaffMember>? Staff = null, string? Words = null, string? Name = null, string? Phone = null)
{
    internal SaidComplaint Said => new(About, Service, Day, Staff, Words ?? "", Name ?? "", Phone ?? "");
}

/// <param name="Code">By which who made it reads the answer.</param>
internal sealed record ComplaintMade(Id<Complaint> Id, string? Code, DateTimeOffset AnswerBy);

/// <param name="Judged">How many said whether the answer helped; <paramref name="Helped"/> of them that it did.</param>
internal sealed record ComplaintCountBody(ComplaintAbout? About, int All, int InTime, int Late, int Mended, int Helped, int Judged)
{
    public static ComplaintCountBody Of(ComplaintCount row) => new(row.About, row.All, row.InTime, row.Late, row.Mended, row.Helped, row.Judged);
}

/// <param name="OwnHours">Hours in which the centre is open.</param>
internal sealed record ComplaintRulesBody(int OwnHours = 0, int AnswerHours = 0, int BasedOn = 0)
{
    public static ComplaintRulesBody Of(ComplaintRules rules) => new(rules.OwnHours, rules.AnswerHours, rules.Version);
}
