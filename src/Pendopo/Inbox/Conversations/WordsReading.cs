using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Conversations;

/// <summary>The questions that every message asks which comes in, compiled once: putting them together anew takes longer than the database needs to answer.</summary>
/// <remarks>One object a program: what is compiled belongs to one database's model.</remarks>
internal sealed class WordsReading
{
    public Func<PendopoDb, Id<Channel>, CancellationToken, Task<Channel?>> Channel { get; } = EF.CompileAsyncQuery((PendopoDb db, Id<Channel> id, CancellationToken cancel) =>
        db.Set<Channel>().FirstOrDefault(row => row.Id == id));

    /// <summary>The message of a channel by its id there.</summary>
    public Func<PendopoDb, Id<Channel>, string, CancellationToken, Task<Message?>> Message { get; } = EF.CompileAsyncQuery((PendopoDb db, Id<Channel> channel, string remote, CancellationToken cancel) =>
        db.Set<Message>().FirstOrDefault(row => row.ChannelId == channel && row.RemoteId == remote));

    /// <summary>The conversation of a channel by its thread and person.</summary>
    public Func<PendopoDb, Id<Channel>, string, CancellationToken, Task<Conversation?>> Thread { get; } = EF.CompileAsyncQuery((PendopoDb db, Id<Channel> channel, string key, CancellationToken cancel) =>
        db.Set<Conversation>().FirstOrDefault(row => row.ChannelId == channel && row.ThreadKey == key));
}
