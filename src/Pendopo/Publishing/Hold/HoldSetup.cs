using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Slots;

namespace Pendopo.Publishing.Hold;

/// <summary>What the hold and acting on many at once add to their room.</summary>
internal static class HoldSetup
{
    public static Permission Right => new(HoldSwitch.MayHold, SampleRoles.Officer, SampleRoles.Reviewer, SampleRoles.SafetyLead, SampleRoles.Head, SampleRoles.DistrictOfficer);

    public static void Add(IServiceCollection services) =>
        services.AddScoped<HoldBook>().AddScoped<HoldSwitch>().AddScoped<ManyAtOnce>().AddSlot<HoldBanner>(SlotNames.DeskBanner, 20);

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<SendingHold>(hold =>
        {
            hold.ToTable("publishing_hold");
            hold.Property(row => row.Reason).HasMaxLength(SendingHold.ReasonLength);
            hold.HasIndex(row => new { row.CentreId, row.EndedAt });
        });
        builder.Entity<UrgentPost>(urgent =>
        {
            urgent.ToTable("publishing_urgent");
            urgent.HasKey(row => row.PostId);
        });
    }
}
