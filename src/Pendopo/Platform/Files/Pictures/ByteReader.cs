using System.Buffers.Binary;

namespace Pendopo.Platform.Files.Pictures;

/// <summary>Walks over bytes and never past their end.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> all)
{
    private readonly ReadOnlySpan<byte> bytes = all;

    public int Position { get; private set; }

    public readonly int Left => bytes.Length - Position;

    public byte Byte() => Take(1)[0];

    public int UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public uint UInt32Little() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public readonly ReadOnlySpan<byte> Rest => bytes[Position..];

    public ReadOnlySpan<byte> Take(long length)
    {
        if (length < 0 || length > Left)
        {
            throw new InvalidDataException("The file ends in the middle of a block.");
        }

        var taken = bytes.Slice(Position, (int)length);
        Position += (int)length;
        return taken;
    }
}
