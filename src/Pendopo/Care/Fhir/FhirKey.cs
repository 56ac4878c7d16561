using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Care.Fhir;

/// <summary>A key by which another program reads appointments and who holds sessions. It reads for the person who made it, and no longer than they may.</summary>
public sealed class FhirKey : IBelongsToCentre, IVersioned
{
    public const int NameLength = 80;

    private FhirKey()
    {
    }

    public Id<FhirKey> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>The program that has it.</summary>
    public string Name { get; private set; } = "";
    public string SecretHash { get; private set; } = "";
    public Id<Person> PersonId { get; private set; }
    public DateTimeOffset MadeAt { get; private set; }
    public int Version { get; set; }

    public static FhirKey Of(Id<Centre> centre, string name, string hash, Id<Person> by, DateTimeOffset now) => new() { Id = Id<FhirKey>.New(), CentreId = centre, Name = name, SecretHash = hash, PersonId = by, MadeAt = now };
}

/// <summary>What a centre settled for other programs.</summary>
public sealed class FhirRules : IBelongsToCentre, IVersioned
{
    public const int OrganisationLength = 20;

    private FhirRules()
    {
    }

    public Id<FhirRules> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>The number that SATUSEHAT gave the centre, digits alone; empty while it has none.</summary>
    public string Organisation { get; private set; } = "";
    public int Version { get; set; }

    public static FhirRules Of(Id<Centre> centre) => new() { Id = Id<FhirRules>.New(), CentreId = centre };

    public void Say(string organisation) => Organisation = organisation;
}
