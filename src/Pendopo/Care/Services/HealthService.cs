using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Services;

/// <summary>The groups in which an Indonesian centre gives its care (Decree of the Minister of Health HK.01.07/MENKES/2015/2023). The first of them,
/// management, serves nobody who comes.</summary>
public enum ServiceCluster
{
    MotherAndChild,
    AdultsAndElderly,
    CommunicableDisease,
    AcrossClusters,
}

/// <summary>What a service says of itself, in the centre's language.</summary>
/// <param name="Letter">The letter before the numbers of its queue, A to Z.</param>
/// <param name="Bookable">Whether times are given by appointment.</param>
/// <param name="AheadDays">How many days ahead an appointment is made.</param>
public sealed record ServiceWords(string Name, ServiceCluster Cluster, string About, string Bring, string Preparation, string Cost, string Letter, bool Bookable, int AheadDays);

/// <summary>A kind of care that the centre gives: general, dental, mother and child.</summary>
public sealed class HealthService : IBelongsToCentre, IVersioned
{
    public const int NameLength = 80, WordsLength = 600, CostLength = 200, MostAhead = 90, UsualAhead = 14;

    private HealthService()
    {
    }

    public Id<HealthService> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Name { get; private set; } = "";
    /// <summary>Its address below `/services`: made once from the name, and kept.</summary>
    public string Slug { get; private set; } = "";
    public ServiceCluster Cluster { get; private set; }
    public string About { get; private set; } = "";
    public string Bring { get; private set; } = "";
    public string Preparation { get; private set; } = "";
    public string Cost { get; private set; } = "";
    public string Letter { get; private set; } = "";
    public bool Bookable { get; private set; }
    public int AheadDays { get; private set; }
    /// <summary>Since when it is no longer given; its past stays.</summary>
    public DateTimeOffset? EndedAt { get; private set; }
    public int Version { get; set; }

    public ServiceWords Words => new(Name, Cluster, About, Bring, Preparation, Cost, Letter, Bookable, AheadDays);

    public static HealthService Of(Id<Centre> centre, string slug, ServiceWords words)
    {
        var service = new HealthService { Id = Id<HealthService>.New(), CentreId = centre, Slug = slug };
        service.Say(words);
        return service;
    }

    public void Say(ServiceWords words) =>
        (Name, Cluster, About, Bring, Preparation, Cost, Letter, Bookable, AheadDays) = (words.Name, words.Cluster, words.About, words.Bring, words.Preparation, words.Cost, words.Letter, words.Bookable, words.AheadDays);

    public void End(DateTimeOffset now) => EndedAt = now;

    public void Resume() => EndedAt = null;
}
