namespace Pendopo.Platform.Files.Pictures;

/// <summary>Why a picture is not taken in.</summary>
internal enum PictureFault
{
    /// <summary>Neither JPEG, PNG nor WebP.</summary>
    NotAPicture,

    /// <summary>Cut off, damaged or built against its own rules.</summary>
    Broken,

    /// <summary>More pixels than <see cref="PictureLimits"/> allow, told by the header before anything is decoded.</summary>
    TooManyPixels,

    TooManyFrames,
}

/// <summary>How large a picture may be.</summary>
/// <param name="MaxSide">Pixels along one side.</param>
/// <param name="MaxPixels">Pixels in all: 64 million is what phones of 2026 send by default, and 256 MB when decoded.</param>
/// <param name="MaxFrames">Frames of an animation.</param>
internal sealed record PictureLimits(int MaxSide = 20_000, long MaxPixels = 64_000_000, int MaxFrames = 500);

/// <summary>What the header says.</summary>
/// <param name="Width">As stored, before it is turned.</param>
/// <param name="Height">As stored, before it is turned.</param>
/// <param name="Orientation">EXIF orientation, 1 to 8; 1 is upright.</param>
internal sealed record PictureFacts(FileType Type, int Width, int Height, int Orientation, int Frames)
{
    /// <summary>Orientations 5 to 8 lie on their side.</summary>
    public (int Width, int Height) Shown => Orientation >= 5 ? (Height, Width) : (Width, Height);
}

/// <summary>A picture without what its camera and editors wrote beside it, or the fault that keeps it out.</summary>
internal sealed record CleanedPicture
{
    private CleanedPicture()
    {
    }

    /// <summary>Null when the picture was cleaned.</summary>
    public PictureFault? Fault { get; private init; }

    /// <summary>Null when there is a fault.</summary>
    public PictureFacts? Facts { get; private init; }

    /// <summary>The clean file; empty when there is a fault.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private init; }

    public static CleanedPicture Failed(PictureFault fault) => new() { Fault = fault };

    public static CleanedPicture Of(PictureFacts facts, ReadOnlyMemory<byte> bytes) => new() { Facts = facts, Bytes = bytes };
}
