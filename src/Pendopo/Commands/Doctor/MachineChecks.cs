using Pendopo.Platform;
using Pendopo.Platform.Storage;

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
        yield return OnPath("ffmpeg") && OnPath("ffprobe")
            ? Finding.Good("ffmpeg is installed: videos are made ready for pages.")
            : Finding.Hint("ffmpeg is not installed: a video that somebody brings is kept for the staff and cannot go out.", "Install it, on Debian with: apt install ffmpeg. Then press \"Try again\" on the video's page.");
        yield return OnPath("rsvg-convert")
            ? Finding.Good("rsvg-convert is installed: infographics become pictures and posters.")
            : Finding.Hint("rsvg-convert is not installed: an infographic is kept as a drawing (SVG) only, and cannot go into a post or onto a poster.", "Install it, on Debian with: apt install librsvg2-bin");
        yield return OnPath("pdftoppm") && OnPath("pdftotext")
            ? Finding.Good("pdftoppm is installed: the pages of a PDF become pictures of a post.")
            : Finding.Hint("pdftoppm is not installed: a PDF cannot be brought into a post.", "Install it, on Debian with: apt install poppler-utils");
        yield return Tesseract();
        // Every program that works on files of others runs held by it, and none runs without it.
        yield return OnPath("prlimit")
            ? Finding.Good("prlimit is installed: programs that open files of others are held within limits.")
            : Finding.Bad("prlimit is not installed: pictures, videos and infographics are not worked on at all.", "Install it, on Debian with: apt install util-linux");
    }

    private static Finding Tesseract()
    {
        if (!OnPath("tesseract"))
            return Finding.Hint("tesseract is not installed: the privacy guard does not read words in pictures.", "Install it with both languages, on Debian with: apt install tesseract-ocr tesseract-ocr-ind");
        return Finding.Good("tesseract is installed: the privacy guard can read words in pictures.");
    }

    private static Finding Folder(string folder)
    {
        var probe = Path.Combine(folder, $".doctor-{Guid.CreateVersion7():N}");
        try
        {
            // As much as the running program tries to keep, to find out whether it can.
            using (var file = new FileStream(probe, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(System.Security.Cryptography.RandomNumberGenerator.GetBytes(1 << 20));
                file.Flush(flushToDisk: true);
            }
            return Finding.Good($"The data folder {folder} can be written.");
        }
        catch (IOException error) when (StorageFaults.OfFile(error) == StorageFault.Full)
        {
            return Finding.Bad($"The disk is full where the data folder {folder} lies: Pendopo can only be read.", "Move old backups elsewhere or enlarge the disk. Pendopo goes on by itself then; it need not be restarted.");
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException)
        {
            return Finding.Bad($"The data folder {folder} cannot be written.", "Give it to the user Pendopo runs as: chown -R USER FOLDER.");
        }
        finally
        {
            if (File.Exists(probe))
                File.Delete(probe);
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
