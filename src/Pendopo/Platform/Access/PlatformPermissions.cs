using Pendopo.Platform.Files;

namespace Pendopo.Platform.Access;

/// <summary>What the ground itself guards.</summary>
internal static class PlatformPermissions
{
    /// <summary>See, invite, disable people and give them roles.</summary>
    public const string People = "platform.people";

    /// <summary>Make roles and change what they allow.</summary>
    public const string Roles = "platform.roles";

    /// <summary>Change the centre's own data; held for the whole installation: open centres and draw areas.</summary>
    public const string Centres = "platform.centres";

    /// <summary>Public address, mail server and what else concerns the installation.</summary>
    public const string Settings = "platform.settings";

    /// <summary>See the work in the background, start it again, cancel it.</summary>
    public const string Jobs = "platform.jobs";

    /// <summary>See to the backups of the whole installation, take one away, set the recovery code.</summary>
    public const string Backups = "platform.backups";

    /// <summary>Read who changed what.</summary>
    public const string Audit = "platform.audit";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(People),
        new(Roles),
        new(Centres, SampleRoles.Head),
        new(Settings),
        new(Jobs),
        new(Backups),
        new(Audit, SampleRoles.Auditor, SampleRoles.Head),
        new(FilesRoute.SeePermission, SampleRoles.Officer, SampleRoles.Reviewer, SampleRoles.Clinician, SampleRoles.SafetyLead, SampleRoles.Head, SampleRoles.DistrictOfficer),
    ];
}
