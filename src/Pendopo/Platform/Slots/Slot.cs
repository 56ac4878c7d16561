using Microsoft.AspNetCore.Components;

namespace Pendopo.Platform.Slots;

/// <summary>The places where a later room adds to an earlier one's page.</summary>
public static class SlotNames
{
    /// <summary>Above every public page; context: none.</summary>
    public const string Banner = "banner";

    /// <summary>Above every page of the desk and of administration; context: none.</summary>
    public const string DeskBanner = "desk.banner";

    /// <summary>Below the title of the centre's home page: what people came to find out; context: none.</summary>
    public const string HomeHead = "home.head";

    /// <summary>A section of the centre's home page; context: none.</summary>
    public const string HomeSection = "home.section";

    /// <summary>What a post achieved, on its desk page; context: the post's id.</summary>
    public const string PostFigures = "post.figures";

    /// <summary>What waits for this person, on the desk's first page; context: none.</summary>
    public const string DeskWaiting = "desk.waiting";

    /// <summary>Where something that was said on a channel is named, such as a report about it; context: `SaidOnChannel`.</summary>
    public const string SaidOnChannel = "channel.said";

    /// <summary>Beside the composer, while a text is written; context: the draft's id.</summary>
    public const string ComposerAdvice = "composer.advice";
}

/// <summary>A component that fills a slot. It takes the slot's context in a parameter named `Context`, if the slot has one.</summary>
public sealed record SlotFill(string Slot, Type Component, int Order);

public static class SlotRegistration
{
    public static IServiceCollection AddSlot<TComponent>(this IServiceCollection services, string slot, int order = 100) where TComponent : IComponent =>
        services.AddSingleton(new SlotFill(slot, typeof(TComponent), order));
}
