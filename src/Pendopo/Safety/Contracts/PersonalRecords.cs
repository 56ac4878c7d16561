namespace Pendopo.Safety.Contracts;

/// <summary>How a person is known to the house; each is looked for by the rooms that know such a thing. Empty parts are passed over.</summary>
/// <param name="Code">The code of a sheet of consents.</param>
/// <param name="Handle">An id or handle on a network, such as `@sari@contoh.id`.</param>
/// <param name="Email">The address of an account.</param>
public sealed record RecordSubject(string Code, string Handle, string Email)
{
    /// <summary>What somebody wrote as the thing they are known by, looked for as each of them.</summary>
    public static RecordSubject Of(string known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var handle = known.Trim();
        return new(handle.ToUpperInvariant(), handle, handle);
    }
}

/// <summary>One thing that is kept of a person, as plain fields with readable values.</summary>
/// <param name="Kind">What it is, in the reader's language.</param>
/// <param name="At">When it was made, or null when nobody knows.</param>
public sealed record PersonalRecord(string Kind, DateTimeOffset? At, IReadOnlyList<KeyValuePair<string, string>> Fields);

/// <summary>A room that keeps something of people. It registers itself, so that whoever asks for their data gets all of it.</summary>
public interface IPersonalRecords
{
    /// <summary>The tables whose rows about the person are told.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>Everything the room keeps of this person at the centre in scope, the oldest first; empty when it keeps nothing.</summary>
    Task<IReadOnlyList<PersonalRecord>> Of(RecordSubject subject, CancellationToken cancel);

    /// <summary>Under which subjects the audit tells what was done with it and who opened it, such as `conversation:ID`; empty when it tells nothing.</summary>
    Task<IReadOnlyList<string>> Subjects(RecordSubject subject, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([]);
}

/// <summary>A room that can stop working with what it keeps of a person, and begin again: it stays, and nobody uses it (UU 27/2022 article 41).</summary>
public interface IRestriction
{
    /// <summary>Stops or begins again, at the centre in scope, in the caller's transaction. What is stopped already is passed over.</summary>
    /// <returns>How many things were changed.</returns>
    Task<int> Restrict(RecordSubject subject, bool on, CancellationToken cancel);
}

/// <summary>What the law keeps although somebody asked for it to be erased: sealed, and told with the reason.</summary>
/// <param name="What">What stays, in the reader's language.</param>
/// <param name="Why">The law and its article, in the reader's language.</param>
public sealed record KeptByLaw(string What, string Why);

/// <summary>A room that must keep something. It registers itself; what it keeps stands beside every erasure.</summary>
public interface IKeptByLaw
{
    /// <summary>What it keeps of anybody.</summary>
    IReadOnlyList<KeptByLaw> Kept { get; }
}

/// <summary>Somebody of whom something was kept or changed in a time, when it may have got out.</summary>
/// <param name="What">What is kept, in the reader's language.</param>
/// <param name="Name">Who; may be empty after an erasure.</param>
/// <param name="Reach">Where they are reached: a handle, an address, a code.</param>
public sealed record TouchedPerson(string What, string Name, string Reach, DateTimeOffset At);

/// <summary>A room that keeps something of people, for the list of who was touched when data got out.</summary>
public interface ITouchedPeople
{
    /// <summary>Everybody at the centre in scope of whom something was made or changed between the two instants, the oldest first.</summary>
    Task<IReadOnlyList<TouchedPerson>> Between(DateTimeOffset from, DateTimeOffset until, CancellationToken cancel);
}
