using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>The questions that every activity asks which comes in, compiled once: putting them together anew takes longer than the database needs to
/// answer. They look across all centres, for none is in scope yet.</summary>
/// <remarks>One object a program: what is compiled belongs to one database's model.</remarks>
internal sealed class InboxReading
{
    /// <summary>Whether a server failed to answer lately.</summary>
    public Func<PendopoDb, string, CancellationToken, Task<bool>> IsIll { get; } = EF.CompileAsyncQuery((PendopoDb db, string authority, CancellationToken cancel) =>
        db.Set<PeerHost>().Any(row => row.Authority == authority && row.Failures > 0));

    /// <summary>Who has a key.</summary>
    public Func<PendopoDb, string, CancellationToken, Task<RemoteActor?>> ByKey { get; } = EF.CompileAsyncQuery((PendopoDb db, string key, CancellationToken cancel) =>
        db.Set<RemoteActor>().FirstOrDefault(row => row.KeyId == key));

    /// <summary>The centres that follow somebody.</summary>
    public Func<PendopoDb, Id<RemoteActor>, IAsyncEnumerable<Id<Centre>>> Following { get; } = EF.CompileAsyncQuery((PendopoDb db, Id<RemoteActor> person) =>
        db.Set<FollowedAccount>().IgnoreQueryFilters().Where(row => row.ActorId == person).Select(row => row.CentreId));

    /// <summary>Whether the centre's channel is on.</summary>
    public Func<PendopoDb, Id<Centre>, CancellationToken, Task<bool>> IsOpen { get; } = EF.CompileAsyncQuery((PendopoDb db, Id<Centre> centre, CancellationToken cancel) =>
        db.Set<Channel>().IgnoreQueryFilters().Any(row => row.CentreId == centre && row.Network == FediverseConnector.NetworkName && row.State != ChannelState.Off));

    /// <summary>The centres that received one of these posts. A statement over a list is put together anew each time; over two it is not.</summary>
    public Func<PendopoDb, string, string, IAsyncEnumerable<Id<Centre>>> Received { get; } = EF.CompileAsyncQuery((PendopoDb db, string first, string second) =>
        db.Set<ReceivedPost>().IgnoreQueryFilters().Where(row => row.Uri == first || row.Uri == second).Select(row => row.CentreId).Distinct());

    /// <summary>Who wrote.</summary>
    public Func<PendopoDb, Id<RemoteActor>, CancellationToken, Task<RemoteActor?>> Signer { get; } = EF.CompileAsyncQuery((PendopoDb db, Id<RemoteActor> id, CancellationToken cancel) =>
        db.Set<RemoteActor>().FirstOrDefault(row => row.Id == id));

    /// <summary>Whether the centre in scope follows somebody who agreed to it.</summary>
    public Func<PendopoDb, Id<RemoteActor>, CancellationToken, Task<bool>> IsFollowed { get; } = EF.CompileAsyncQuery((PendopoDb db, Id<RemoteActor> person, CancellationToken cancel) =>
        db.Set<FollowedAccount>().Any(row => row.ActorId == person && row.State == FollowState.Accepted));

    /// <summary>The channel of the centre in scope.</summary>
    public Func<PendopoDb, CancellationToken, Task<Channel?>> Channel { get; } = EF.CompileAsyncQuery((PendopoDb db, CancellationToken cancel) =>
        db.Set<Channel>().FirstOrDefault(row => row.Network == FediverseConnector.NetworkName));

    /// <summary>A post that the centre in scope received before.</summary>
    public Func<PendopoDb, string, CancellationToken, Task<ReceivedPost?>> Known { get; } = EF.CompileAsyncQuery((PendopoDb db, string uri, CancellationToken cancel) =>
        db.Set<ReceivedPost>().FirstOrDefault(row => row.Uri == uri));

    /// <summary>Whether something is remembered still.</summary>
    public Func<PendopoDb, string, DateTimeOffset, CancellationToken, Task<bool>> Holds { get; } = EF.CompileAsyncQuery((PendopoDb db, string key, DateTimeOffset now, CancellationToken cancel) =>
        db.Set<Memory>().Any(row => row.Key == key && row.Until > now));

    /// <summary>Those of the centres whose channel is on.</summary>
    public Func<PendopoDb, List<Id<Centre>>, IAsyncEnumerable<Id<Centre>>> Open { get; } = EF.CompileAsyncQuery((PendopoDb db, List<Id<Centre>> named) =>
        db.Set<Channel>().IgnoreQueryFilters().Where(row => row.Network == FediverseConnector.NetworkName && row.State != ChannelState.Off && named.Contains(row.CentreId)).Select(row => row.CentreId).Distinct());
}
