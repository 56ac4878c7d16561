using Pendopo.Channels.Contracts;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Polls;

/// <summary>What polls add to their room.</summary>
internal static class PollSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<VoteDoor>();
        services.AddScoped<PollReader>().AddScoped<OpenBallot>().AddScoped<CastVote>().AddScoped<ClosePoll>().AddScoped<TellPoll>();
        services.AddEventHandler<PostSent, OpenSentPoll>((_, sent) => sent.MayAsk);
        services.AddEventHandler<PostChanged, SettleChangedPoll>();
        services.AddEventHandler<VoteHeard, TakeRemoteVote>();
        services.AddEventHandler<PollCounted, TakeCount>();
        services.AddEventHandler<VoterGone, VoterErasure>();
        services.AddScoped<IOutsiderErasure, VoterErasure>();
        services.AddJob<TellPolls, TellPollsJob>();
    }
}
