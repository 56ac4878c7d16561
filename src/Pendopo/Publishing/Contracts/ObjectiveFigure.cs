using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Contracts;

/// <summary>What an objective is measured by.</summary>
public enum ObjectiveMeasure
{
    /// <summary>How often the posts were read on the centre's own site.</summary>
    Reach,

    /// <summary>Likes, shares and replies on the networks that tell them.</summary>
    Engagement,

    /// <summary>People who wrote under the posts and were answered.</summary>
    Answers,

    /// <summary>Appointments that came from the posts.</summary>
    Bookings,

    /// <summary>People who came to what the posts invited to.</summary>
    Attendance,

    /// <summary>Vaccinations given.</summary>
    Vaccinations,
}

/// <summary>A room that can count what an objective is measured by. A measure that no room counts is entered by hand.</summary>
public interface IObjectiveFigure
{
    /// <summary>What it counts; one room a measure.</summary>
    ObjectiveMeasure Measure { get; }

    /// <summary>The figure of these posts of the centre in scope from a day to a day, both included; null when nobody can tell yet.</summary>
    Task<long?> Of(IReadOnlyCollection<Id<Post>> posts, DateOnly from, DateOnly to, CancellationToken cancel);
}
