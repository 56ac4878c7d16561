namespace Pendopo.Tests.StandIns.WhatsApp;

/// <summary>What no stored source of the Cloud API verifies, so that a test can try both ways. The defaults are what seems likelier.</summary>
internal sealed class WhatsAppFacts
{
    /// <summary>[U] A free-form message outside the window is refused by the call itself (error 131047); otherwise it is accepted and fails by webhook.</summary>
    public bool ClosedWindowIsToldAtOnce { get; set; }

    /// <summary>[U] A number without WhatsApp is refused by the call itself (131026); otherwise it is accepted and fails by webhook.</summary>
    public bool UndeliverableIsToldAtOnce { get; set; }

    /// <summary>[U] `biz_opaque_callback_data` of a message comes back in its statuses (a library's types say so; the specification shows it for calls).</summary>
    public bool EchoesCallbackData { get; set; } = true;

    /// <summary>[U] Which error says that the unique people of a day are used up; sources name the limit and not its code.</summary>
    public int DailyLimitCode { get; set; } = 131048;

    /// <summary>[U] Unique people a day outside windows. The first step is 250; the middle steps come from a secondary source.</summary>
    public int DailyPeople { get; set; } = 250;

    /// <summary>[U] What one person pays within the same six seconds: refused by the call (131056); otherwise accepted and failed by webhook.</summary>
    public bool PairLimitIsToldAtOnce { get; set; } = true;

    /// <summary>[U] The decision on a template is told by webhook (`message_template_status_update`); otherwise it is only read.</summary>
    public bool TellsTemplateDecisions { get; set; }

    /// <summary>[U] How long the address of a medium works.</summary>
    public TimeSpan MediaAddressLives { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>[U] A message that was read is told as read without having been told as delivered before.</summary>
    public bool ReadWithoutDelivered { get; set; }

    /// <summary>[U] Statuses carry the price of a message (`pricing`); the stored types name it, the specification's examples hold none.</summary>
    public bool TellsPrice { get; set; }
}
