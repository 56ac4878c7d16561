namespace Pendopo.Fuzz;

/// <summary>Makes new inputs out of those that led somewhere.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> words)
{
    private const int Longest = 16_384;

    private static readonly byte[] Odd = [0, 1, 9, 10, 13, 32, 34, 38, 39, 44, 47, 58, 60, 62, 92, 127, 128, 0xC0, 0xED, 0xF4, 0xFF];

    public byte[] Change(byte[] from, byte[] other)
    {
        var bytes = new List<byte>(from);
        for (var turn = 1 << random.Next(0, 4); turn > 0; turn--)
            Once(bytes, other);
        if (bytes.Count > Longest)
            bytes.RemoveRange(Longest, bytes.Count - Longest);
        return [.. bytes];
    }

    private void Once(List<byte> bytes, byte[] other)
    {
        var at = random.Next(bytes.Count + 1);
        switch (random.Next(8))
        {
            case 0 when at < bytes.Count: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1 when at < bytes.Count: bytes[at] = Odd[random.Next(Odd.Length)]; break;
            case 2 when at < bytes.Count: bytes.RemoveRange(at, random.Next(1, Math.Min(64, bytes.Count - at) + 1)); break;
            case 3: bytes.Insert(at, Odd[random.Next(Odd.Length)]); break;
            case 4: bytes.InsertRange(at, words[random.Next(words.Count)]); break;
            // A piece of itself again, many times over: what grows faster than its length is found so.
            case 5 when at < bytes.Count: Repeat(bytes, at); break;
            case 6 when other.Length > 0: Splice(bytes, at, other); break;
            case 7 when at < bytes.Count: bytes[at] = (byte)random.Next(256); break;
            default: bytes.InsertRange(at, words[random.Next(words.Count)]); break;
        }
    }

    private void Repeat(List<byte> bytes, int at)
    {
        var piece = bytes.GetRange(at, random.Next(1, Math.Min(32, bytes.Count - at) + 1));
        for (var times = 1 << random.Next(0, 8); times > 0 && bytes.Count < Longest; times--)
            bytes.InsertRange(at, piece);
    }

    private void Splice(List<byte> bytes, int at, byte[] other)
    {
        var from = random.Next(other.Length);
        bytes.InsertRange(at, other.AsSpan(from, random.Next(1, other.Length - from + 1)).ToArray());
    }
}
