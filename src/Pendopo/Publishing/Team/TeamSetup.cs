using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Slots;
using Pendopo.Platform.Ui;

namespace Pendopo.Publishing.Team;

/// <summary>What working together adds to its room.</summary>
internal static class TeamSetup
{
    public static IReadOnlyList<Permission> Rights =>
    [
        new(ReviewPaths.Medical, SampleRoles.Reviewer),
        new(ReviewPaths.LastWord, SampleRoles.Head),
    ];

    public static NavItem Item => new(NavPlace.Desk, 22, "/desk/team", "people", () => TeamText.Say("Team"), "publishing.see");

    public static void Add(IServiceCollection services)
    {
        services.AddScoped<ReviewPaths>().AddScoped<ChoosePath>().AddScoped<KeepIdea>().AddScoped<KeepAssignment>().AddScoped<Teammates>().AddScoped<Mentions>()
            .AddScoped<NoteEffort>().AddScoped<TeamReader>().AddScoped<IErasure, TeamErasure>();
        services.AddEventHandler<Mentioned, TellMentioned>();
        services.AddEventHandler<Assigned, TellAssigned>();
        services.AddEventHandler<HalfApproved, TellLastWord>();
        services.AddJob<RemindTeams, RemindTeamsJob>();
        services.AddJob<RemindTeam, RemindTeamJob>();
        services.AddSlot<TeamWaiting>(SlotNames.DeskWaiting, 5);
    }

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Idea>(idea =>
        {
            idea.ToTable("publishing_idea");
            idea.Property(row => row.Title).HasMaxLength(Idea.TitleLength);
            idea.Property(row => row.Note).HasMaxLength(Idea.NoteLength);
            idea.HasIndex(row => new { row.CentreId, row.State, row.ProposedAt });
        });
        builder.Entity<Assignment>(assignment =>
        {
            assignment.ToTable("publishing_assignment");
            assignment.Property(row => row.What).HasMaxLength(Assignment.WhatLength);
            assignment.HasIndex(row => row.PostId);
            assignment.HasIndex(row => new { row.CentreId, row.DueDay }).HasFilter("done_at IS NULL");
        });
        builder.Entity<Mention>(mention =>
        {
            mention.ToTable("publishing_mention");
            mention.HasIndex(row => row.PersonId).HasFilter("seen_at IS NULL");
        });
        builder.Entity<Effort>(effort =>
        {
            effort.ToTable("publishing_effort");
            effort.HasIndex(row => row.PostId);
        });
        builder.Entity<ReviewRule>(rule =>
        {
            rule.ToTable("publishing_review_rule");
            rule.HasIndex(row => new { row.CentreId, row.Kind }).IsUnique();
        });
        builder.Entity<PostPath>(path =>
        {
            path.ToTable("publishing_post_path");
            path.HasKey(row => row.PostId);
        });
    }
}
