using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;

namespace Pendopo.Inbox.Contracts;

/// <summary>Somebody opened the private way that was offered to them. Nothing is known of who it is: whoever held the link first.</summary>
/// <param name="Talk">Names the private way for ever.</param>
public sealed record PrivateTalkOpened(Id<Centre> Centre, Guid Talk) : IEvent;

/// <summary>Words came in by a private way. They are read in the inbox; none of them travel with the event.</summary>
/// <param name="Conversation">The inbox's conversation that holds them, as its address names it.</param>
public sealed record PrivateWordsHeard(Id<Centre> Centre, Guid Talk, Guid Conversation) : IEvent;

/// <summary>A private way is at its end: the centre closed it.</summary>
public sealed record PrivateTalkClosed(Id<Centre> Centre, Guid Talk) : IEvent;
