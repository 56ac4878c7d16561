using Pendopo.Care.Classes;
using Pendopo.Care.Complaints;
using Pendopo.Care.Reminders;
using Pendopo.Care.Visits;
using Pendopo.Care.Waiting;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Fediverse;
using Pendopo.Channels.Push;
using Pendopo.Channels.Sms;
using Pendopo.Community.News;
using Pendopo.Community.Search;
using Pendopo.Community.Worries;
using Pendopo.Inbox.Hours;
using Pendopo.Inbox.Kept;
using Pendopo.Inbox.Listening;
using Pendopo.Inbox.Reputation;
using Pendopo.Insights.Measures;
using Pendopo.Insights.Weekly;
using Pendopo.Platform.Backups.Kept;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Certificates;
using Pendopo.Platform.Files;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Declared;
using Pendopo.Publishing.Evergreen;
using Pendopo.Publishing.Polls;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Team;
using Pendopo.Safety.Consents;

namespace Pendopo;

/// <summary>Everything periodic, in one list.</summary>
internal static class Schedule
{
    public static IReadOnlyList<Periodic> All { get; } =
    [
        new(new HearAll(), TimeSpan.FromMinutes(1)),
        new(new CheckAll(), TimeSpan.FromDays(1)),
        new(new OpenFediverse(), TimeSpan.FromMinutes(1)),
        new(new ForgetFediverse(), TimeSpan.FromDays(1)),
        new(new ForgetNotices(), TimeSpan.FromDays(1)),
        new(new WatchReputation(), TimeSpan.FromMinutes(30)),
        new(new TellWeekly(), TimeSpan.FromHours(1)),
        new(new ListenAll(), TimeSpan.FromMinutes(10)),
        new(new ForgetFinds(), TimeSpan.FromDays(1)),
        new(new LookAgainAll(), TimeSpan.FromDays(1)),
        new(new ForgetWordsAll(), TimeSpan.FromHours(1)),
        new(new ForgetHeard(), TimeSpan.FromHours(1)),
        new(new WatchWorries(), TimeSpan.FromMinutes(1)),
        new(new RemindAnswers(), TimeSpan.FromMinutes(5)),
        new(new MeasureAll(), TimeSpan.FromHours(1)),
        new(new SendDue(), TimeSpan.FromSeconds(15)),
        new(new RemindTeams(), TimeSpan.FromMinutes(20)),
        new(new TellPolls(), TimeSpan.FromMinutes(1)),
        new(new TellAgain(), TimeSpan.FromMinutes(30)),
        new(new NightlyBackup(), TimeSpan.FromHours(1)),
        new(new SealAudit(), TimeSpan.FromMinutes(1)),
        new(new CheckAudit(), TimeSpan.FromDays(1)),
        new(new SweepFiles(), TimeSpan.FromDays(1)),
        new(new KeepCertificate(), TimeSpan.FromHours(1)),
        new(new CheckConsents(), TimeSpan.FromHours(1)),
        new(new RemindPeople(), TimeSpan.FromMinutes(1)),
        new(new TellNews(), TimeSpan.FromHours(1)),
        new(new IndexSquare(), TimeSpan.FromDays(1)),
        new(new OfferTimes(), TimeSpan.FromMinutes(1)),
        new(new CloseDays(), TimeSpan.FromHours(1)),
        new(new WatchClasses(), TimeSpan.FromMinutes(1)),
        new(new WatchComplaints(), TimeSpan.FromMinutes(5)),
        new(new CheckShown(), TimeSpan.FromDays(1)),
        new(new SweepHouse(), TimeSpan.FromDays(1)),
    ];
}
