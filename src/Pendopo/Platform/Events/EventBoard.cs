using System.Text.Json;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Events;

/// <summary>Something that happened in one room and that later rooms may want to know. Lives in the publishing room's Contracts.</summary>
public interface IEvent;

/// <summary>Takes an event up, after the transaction it was published in; again if it failed, so its effects are idempotent.</summary>
public interface IEventHandler<in TEvent> where TEvent : IEvent
{
    Task Handle(TEvent happened, CancellationToken cancel);
}

/// <summary>Publishes events durably: one job a subscriber, in the caller's transaction.</summary>
public sealed class EventBoard(JobBoard jobs, IEnumerable<EventSubscription> subscriptions, IServiceProvider services)
{
    internal const string JobKind = "platform.event";

    /// <summary>Adds the event to the context; it is kept, and later handled, when the caller saves. Who would do nothing with it gets no job.</summary>
    public void Publish<TEvent>(TEvent happened) where TEvent : IEvent
    {
        foreach (var subscription in subscriptions.Where(found => found.Event == typeof(TEvent) && found.Wants?.Invoke(services, happened) != false))
            jobs.Add(new HandleEvent(subscription.Name, JsonSerializer.Serialize(happened, JobKinds.Json)));
    }
}

/// <param name="Wants">Whether the subscriber would do anything with it, as things stand when it happens; null when always.</param>
public sealed record EventSubscription(string Name, Type Event, Func<IServiceProvider, string, CancellationToken, Task> Handle, Func<IServiceProvider, IEvent, bool>? Wants = null);

[Job(EventBoard.JobKind, Queue = "default", MaxAttempts = 12)]
internal sealed record HandleEvent(string Subscription, string Event) : IJob;

internal sealed class HandleEventJob(IServiceProvider services, IEnumerable<EventSubscription> subscriptions) : IJobHandler<HandleEvent>
{
    public async Task<JobOutcome> Run(HandleEvent job, CancellationToken cancel)
    {
        var subscription = subscriptions.FirstOrDefault(found => found.Name == job.Subscription);
        if (subscription is null)
            return JobOutcome.Cancel($"Nobody is subscribed as '{job.Subscription}' any more.");
        await subscription.Handle(services, job.Event, cancel);
        return JobOutcome.Done;
    }
}

public static class EventRegistration
{
    /// <summary>Subscribes a handler; its class name is kept in rows and must not change.</summary>
    /// <param name="wants">Whether it would do anything with an event, asked in the publisher's scope without a look at the database; always when null.</param>
    public static IServiceCollection AddEventHandler<TEvent, THandler>(this IServiceCollection services, Func<IServiceProvider, TEvent, bool>? wants = null)
        where TEvent : IEvent where THandler : class, IEventHandler<TEvent> =>
        services.AddScoped<THandler>().AddSingleton(new EventSubscription(typeof(THandler).Name, typeof(TEvent),
            (provider, json, cancel) => provider.GetRequiredService<THandler>().Handle(JsonSerializer.Deserialize<TEvent>(json, JobKinds.Json)!, cancel),
            wants is null ? null : (provider, happened) => wants(provider, (TEvent)happened)));
}
