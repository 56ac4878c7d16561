using System.Buffers.Binary;
using System.Text;

namespace Pendopo.Platform.Mail.Dns;

/// <summary>A question for TXT records and its answer on the wire: RFC 1035 section 4. What comes back may be anything: nothing in it is believed to end where it says.</summary>
internal static class TxtQuestion
{
    private const ushort Txt = 16, Internet = 1, Opt = 41, Room = 4096;

    private const int Head = 12, MostRecords = 50;

    public static byte[] Write(ushort id, string name)
    {
        var question = new MemoryStream();
        Span<byte> head = stackalloc byte[Head];
        head.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(head, id);
        // Recursion is wanted; one question, one further record.
        (head[2], head[5], head[11]) = (1, 1, 1);
        question.Write(head);
        foreach (var label in name.TrimEnd('.').Split('.'))
        {
            var bytes = Encoding.ASCII.GetBytes(label.Length > 63 ? label[..63] : label);
            question.WriteByte((byte)bytes.Length);
            question.Write(bytes);
        }
        question.WriteByte(0);
        question.Write([0, (byte)Txt, 0, (byte)Internet]);
        // RFC 6891 section 6.1.2: how long an answer may be.
        question.Write([0, 0, (byte)Opt, Room >> 8, Room & 255, 0, 0, 0, 0, 0, 0]);
        return question.ToArray();
    }

    public static bool IsAnswer(ReadOnlySpan<byte> answer, ushort id) => answer.Length >= Head && BinaryPrimitives.ReadUInt16BigEndian(answer) == id && (answer[2] & 0x80) != 0;

    /// <summary>The texts; empty when the name has none; null when the server could not say.</summary>
    public static IReadOnlyList<string>? Read(ReadOnlySpan<byte> answer)
    {
        // 3: there is no such name. Whatever else is not 0 is the server's own trouble.
        if ((answer[3] & 15) is not (0 or 3))
            return null;
        var texts = new List<string>();
        var at = Head;
        for (var questions = BinaryPrimitives.ReadUInt16BigEndian(answer[4..]); questions > 0; questions--)
        {
            if (!Skip(answer, ref at) || (at += 4) > answer.Length)
                return texts;
        }
        for (var records = Math.Min((int)BinaryPrimitives.ReadUInt16BigEndian(answer[6..]), MostRecords); records > 0; records--)
        {
            if (!Skip(answer, ref at) || at + 10 > answer.Length)
                return texts;
            var (kind, length) = (BinaryPrimitives.ReadUInt16BigEndian(answer[at..]), BinaryPrimitives.ReadUInt16BigEndian(answer[(at + 8)..]));
            at += 10;
            if (at + length > answer.Length)
                return texts;
            if (kind == Txt)
                texts.Add(Text(answer.Slice(at, length)));
            at += length;
        }
        return texts;
    }

    private static string Text(ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder();
        while (data.Length > 0)
        {
            var length = Math.Min(data[0], data.Length - 1);
            text.Append(Encoding.Latin1.GetString(data.Slice(1, length)));
            data = data[(length + 1)..];
        }
        return text.ToString();
    }

    // A name is labels up to an empty one, or up to a pointer of two bytes.
    private static bool Skip(ReadOnlySpan<byte> answer, ref int at)
    {
        while (at < answer.Length)
        {
            var length = answer[at];
            if (length >= 0xc0)
                return (at += 2) <= answer.Length;
            at += length + 1;
            if (length == 0)
                return true;
        }
        return false;
    }
}
