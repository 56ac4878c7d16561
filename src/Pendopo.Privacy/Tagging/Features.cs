using System.Numerics;
using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Tagging;

/// <summary>The features of one token, each a hash: itself, three neighbours on each side, and what its sentence is about.</summary>
internal static class Features
{
    /// <summary>Neighbours on each side.</summary>
    public const int Reach = 3;

    /// <summary>A token and its neighbours.</summary>
    public const int Places = (2 * Reach) + 1;

    /// <summary>No token has more features than this.</summary>
    public const int Most = 64;

    /// <summary>What a whole sentence is about says whether the name in it is a patient's or a speaker's.</summary>
    public const Cue About = Cue.Health | Cue.Care | Cue.Patient | Cue.Doing | Cue.Event | Cue.Self | Cue.Kin | Cue.LifeDate | Cue.Fiction | Cue.Service | Cue.House | Cue.English | Cue.Indonesian | Cue.Title | Cue.Office;

    /// <summary>Writes the features of a token and says how many they are: what training learns. <see cref="Sums"/> reads the same ones in parts.</summary>
    /// <param name="atoms">The token's atom with <see cref="Reach"/> neighbours on each side; the token stands in the middle.</param>
    /// <param name="sentence">The cues of its sentence.</param>
    /// <param name="flags">1: another identifier stands in the sentence; 2: it is the sentence's first token; 4: a headline.</param>
    /// <param name="rows">At least <see cref="Most"/>.</param>
    public static int Of(ReadOnlySpan<Atom> atoms, Cue sentence, uint flags, Span<uint> rows)
    {
        ref readonly var here = ref atoms[Reach];
        var count = 0;
        for (var at = 0; at < Places; at++)
        {
            rows[count++] = Word(at, atoms[at].Word);
            rows[count++] = Sort(at, atoms[at].Sort);
        }
        count += Between(atoms, rows[count..]);
        count += Marks(atoms[Reach - 1].Mark, here.Mark, atoms[Reach + 1].Mark, rows[count..]);
        rows[count++] = Flags(flags, here.Sort);
        for (var left = (ulong)(sentence & About); left != 0; left &= left - 1)
            rows[count++] = Told(BitOperations.TrailingZeroCount(left), here.Sort);
        return count;
    }

    /// <summary>A word at one of the places around a token.</summary>
    public static uint Word(int at, uint word) => Row((uint)at, word);

    /// <summary>A sort of word at one of the places.</summary>
    public static uint Sort(int at, uint sort) => Row(10 + (uint)at, sort);

    /// <summary>A sort of word in a sentence with such flags.</summary>
    public static uint Flags(uint flags, uint sort) => Row(35, flags, sort);

    /// <summary>A sort of word in a sentence that holds this cue, told by its bit.</summary>
    public static uint Told(int cue, uint sort) => Row(64 + (uint)cue, sort);

    /// <summary>What rules took the token and its neighbours for; three rows.</summary>
    public static int Marks(uint left, uint here, uint right, Span<uint> rows)
    {
        (rows[0], rows[1], rows[2]) = (Row(33, here), Row(34, left, right), Row(36, 0));
        return 3;
    }

    /// <summary>The token together with what stands beside it.</summary>
    public static int Between(ReadOnlySpan<Atom> atoms, Span<uint> rows)
    {
        ref readonly var here = ref atoms[Reach];
        ref readonly var left = ref atoms[Reach - 1];
        ref readonly var right = ref atoms[Reach + 1];
        rows[0] = Row(20, here.Shape);
        rows[1] = Row(21, left.Shape, here.Shape, right.Shape);
        rows[2] = Row(22, left.Word, here.Word);
        rows[3] = Row(23, here.Word, right.Word);
        rows[4] = Row(24, left.Sort, here.Sort);
        rows[5] = Row(25, here.Sort, right.Sort);
        rows[6] = Row(26, left.Sort, here.Sort, right.Sort);
        rows[7] = Row(27, atoms[Reach - 2].Sort, left.Sort, here.Sort);
        rows[8] = Row(28, here.Sort, right.Sort, atoms[Reach + 2].Sort);
        rows[9] = Row(29, left.Word, here.Sort);
        rows[10] = Row(30, here.Sort, right.Word);
        rows[11] = Row(31, atoms[Reach - 2].Word, left.Word, here.Sort);
        rows[12] = Row(32, here.Sort, right.Word, atoms[Reach + 2].Word);
        var count = 13;
        if (here.Ending != 0)
        {
            rows[count++] = Row(37, here.Ending);
            rows[count++] = Row(38, here.Beginning);
        }
        if (right.Ending != 0)
            rows[count++] = Row(39, right.Ending);
        return count;
    }

    private static uint Row(uint template, uint value) => Mix((value * 0x9E3779B1u) ^ (template * 0x85EBCA6Bu));

    private static uint Row(uint template, uint one, uint two) => Row(template, (one * 0x27D4EB2Fu) ^ (two + 0x165667B1u));

    private static uint Row(uint template, uint one, uint two, uint three) => Row(template, (((one * 0x27D4EB2Fu) ^ (two + 0x165667B1u)) * 0x85EBCA77u) ^ three);

    // The finisher of MurmurHash3: the low bits are as good as the high ones.
    private static uint Mix(uint hash)
    {
        hash = (hash ^ (hash >> 15)) * 0xC2B2AE35u;
        return hash ^ (hash >> 16);
    }
}
