using System.Globalization;

namespace Pendopo.Channels.Contracts;

/// <summary>What a network's rules ask of words of others that are kept here: they are looked at again, and go when their author took them away.</summary>
/// <param name="LookAfter">So long after they were read they are looked at again.</param>
/// <param name="Grows">Whether each further look comes twice as late as the one before; else all come after the same time.</param>
/// <param name="ForgetAfter">So long after they were read last they go when nobody could look since; null where they may stay.</param>
/// <param name="AtOnce">So many are asked for in one call.</param>
public sealed record KeptRule(TimeSpan LookAfter, bool Grows, TimeSpan? ForgetAfter, int AtOnce)
{
    /// <summary>When words that were said then, and read now, are looked at the next time.</summary>
    public DateTimeOffset Next(DateTimeOffset saidAt, DateTimeOffset now) => now + (Grows && now - saidAt > LookAfter ? now - saidAt : LookAfter);
}

/// <summary>What a second look found of some messages.</summary>
/// <param name="There">The ids of those that stand there still, with their words; empty words where those cannot have changed.</param>
public sealed record SecondLook(IReadOnlyDictionary<string, string> There);

/// <summary>How long what members of a network said, and who they are, may be kept here.</summary>
/// <param name="KeptFor">After they were read.</param>
/// <param name="Someone">What stands in the place of a name then, in a language.</param>
public sealed record MemberRule(TimeSpan KeptFor, Func<CultureInfo, string> Someone);
