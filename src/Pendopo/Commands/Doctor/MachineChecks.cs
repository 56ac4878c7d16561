using Pendopo.Platform;

namespace Pendopo.Commands.Doctor;

/// <summary>Folder, disk, programs.</summary>
internal static class MachineChecks
{
    private const long LeastSpace = 1L << 30;

    public static IEnumerable<Finding> Run(Installation installation)
    {
        yield return Folder(installation.DataFolder);
        yield return Secrecy(installation.DataFolder);
        yield return Space(installation.DataFolder);
        yield return Keys(installation.KeysFolder);
        yield return OnPath("vips")
            ? Finding.Good("vips is installed: pictures get smaller copies for phones.")
            : Finding.Hint("vips is not installed: pictures are served in their full size only.", "Install it, on Debian with: apt install libvips-tools");
    }

    private static Finding Folder(string folder)
    {
        var probe = Path.Combine(folder, $".doctor-{Guid.CreateVersion7():N}");
        try
        {
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return Finding.Good($"The data folder {folder} can be written.");
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            return Finding.Bad($"The data folder {folder} cannot be written.", "Give it to the user Pendopo runs as: chown -R USER FOLDER. If the disk is full, make room first.");
        }
    }

    private static Finding Secrecy(string folder)
    {
        const UnixFileMode others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(folder) & others) == UnixFileMode.None)
            return Finding.Good("Other users of this machine cannot look into the data folder.");
        return Finding.Hint("Other users of this machine may look into the data folder, where patients' words and the keys lie.", $"Close it: chmod 700 {folder}");
    }

    private static Finding Space(string folder)
    {
        var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        var text = $"{free >> 20} MB are free where the data folder lies.";
        return free >= LeastSpace ? Finding.Good(text) : Finding.Bad(text, "Make room: below 1 GB a single evening of pictures can stop Pendopo.");
    }

    private static Finding Keys(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "key-*.xml").Any()
        ? Finding.Good("The keys that protect sign-ins and stored credentials are there.")
        : Finding.Hint("No keys are there yet. They are made at the first start.", "If this installation ran before, restore the folder `keys` from the backup: without it, channels and mail have to be connected anew.");

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));
}
