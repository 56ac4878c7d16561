using System.Globalization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Connected;

/// <summary>Answers one command. Tried once: who got nothing asks again, and nobody gets it twice.</summary>
[Job("channels.command", Queue = "ask", MaxAttempts = 1)]
internal sealed record AnswerCommand(Id<Channel> Channel, Guid Key, AskedCommand Asked) : IJob;

internal sealed class AnswerCommandJob(Accounts accounts, IEnumerable<ICommandAnswer> answers, CentreDirectory centres, Here here, ExitDoors exits, TimeProvider time) : IJobHandler<AnswerCommand>
{
    /// <summary>The way by which answers of the program itself leave.</summary>
    public static readonly Exit Exit = new("channels.command", ExitKind.Network);

    // Who asks for now has gone on by then.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public async Task<JobOutcome> Run(AnswerCommand job, CancellationToken cancel)
    {
        var (asked, now) = (job.Asked, time.Now());
        if (await accounts.Find(job.Channel, cancel) is not { State: ChannelState.Connected } channel)
            return JobOutcome.Cancel("The channel is not connected any more.");
        if (answers.FirstOrDefault(one => one.Command == asked.Command) is not { } answer || now - asked.SentAt > Patience)
            return JobOutcome.Cancel("It is too late for an answer.");
        here.At(await centres.ById(channel.CentreId, cancel) ?? throw new InvalidOperationException("A channel has no centre."));
        var language = LanguageOf(asked.Language, here.Centre);
        var text = await answer.Say(CultureInfo.GetCultureInfo(language), cancel);
        if (!(await exits.Ask(new Leaving(Exit.Name, channel.CentreId, $"command:{asked.Command}", [new("text", text)], language), cancel)).MayLeave)
            return JobOutcome.Cancel("The guard let it not out.");
        var reply = new OutgoingReply(job.Key, now, asked.Remote, asked.Remote, new("", "", "", null), text, language, Private: true);
        return await accounts.Connector(channel.Network).Reply(await accounts.Open(channel, cancel), reply, cancel) switch
        {
            SendOutcome.Sent => JobOutcome.Done,
            SendOutcome.RetryAt { When: var when } => JobOutcome.Later(when > now ? when.Value - now : Pause),
            _ => JobOutcome.Cancel("The network did not take it, or nobody knows."),
        };
    }

    /// <summary>The person's own language where the house speaks it, else the centre's.</summary>
    private static string LanguageOf(string? tag, Centre centre) => tag?.Split('-', '_')[0].ToUpperInvariant() switch { "ID" => "id", "EN" => "en", _ => centre.Language };
}
