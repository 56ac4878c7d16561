using System.Text.Json.Serialization;

namespace Pendopo.Platform.Files;

/// <summary>Whom a picture, a voice or a video shows, as who brings it says. There is no default.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Shown>))]
public enum Shown
{
    /// <summary>Nobody who could be recognised.</summary>
    Nobody,
    /// <summary>Many people, none of whom it is about and no face in the foreground.</summary>
    Crowd,
    /// <summary>Persons whose consents are named.</summary>
    Persons,
}
