using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;

namespace Pendopo.Publishing.Contracts;

/// <summary>A post went out on a channel.</summary>
/// <param name="Remote">Where it stands there; null when a person said that it went out and knew no address.</param>
/// <param name="MayAsk">False when the words that went out are known to ask nothing: no poll opens with them.</param>
public sealed record PostSent(Id<Post> Post, Id<Channel> Channel, RemoteRef? Remote, DateTimeOffset SentAt, bool MayAsk = true) : IEvent;

/// <summary>A change of a post reached a channel.</summary>
public sealed record PostChanged(Id<Post> Post, Id<Channel> Channel, int Revision) : IEvent;

/// <summary>A post was taken back from a channel.</summary>
public sealed record PostRecalled(Id<Post> Post, Id<Channel> Channel) : IEvent;

/// <summary>A post was submitted and waits for a person who may approve it.</summary>
public sealed record PostSubmitted(Id<Post> Post, int Revision) : IEvent;

/// <summary>A reviewer answered: approved, asked for changes, or rejected.</summary>
public sealed record PostReviewed(Id<Post> Post, int Revision, ReviewState Answer) : IEvent;

/// <summary>A publication waits for a person: it failed, is not certain, missed its hour, or must be changed by hand.</summary>
public sealed record PublicationNeedsPerson(Id<Post> Post, Id<Channel> Channel, string Code) : IEvent;
