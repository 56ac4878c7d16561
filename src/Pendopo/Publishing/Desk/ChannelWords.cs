using Microsoft.Extensions.Localization;

namespace Pendopo.Publishing.Desk;

/// <summary>How channels are named at the desk.</summary>
internal static class ChannelWords
{
    /// <summary>The network's name, and the account's where there is more than one to tell apart.</summary>
    public static string Name(IStringLocalizer words, string network, string handle)
    {
        var named = words["Network_" + network];
        var name = named.ResourceNotFound ? network : named.Value;
        return network is Publications.OwnChannels.Site or Publications.OwnChannels.Feeds ? name : $"{name} ({handle})";
    }
}
