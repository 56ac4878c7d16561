using System.Buffers.Binary;
using System.Security.Cryptography;
using Pendopo.Platform;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Crash;

/// <summary>How the power failed.</summary>
internal enum Loss
{
    /// <summary>What was being written when it failed stops at some byte.</summary>
    TailCut,
    /// <summary>What was being written holds anything.</summary>
    TailScrambled,
    /// <summary>Pages that were on their way from the log to the database are torn.</summary>
    PagesTorn,
    /// <summary>The last transaction itself did not reach the disk: only before its sync returned, so that it was not acknowledged.</summary>
    LastCommitLost,
}

/// <summary>The files of the embedded database as a power cut would leave them. The program stands still while they are copied, so that the copy is
/// one instant; then what no `fsync` had promised is cut or scrambled. With `synchronous=FULL` the log is synced at each commit
/// (sqlite.org/pragma.html#pragma_synchronous), so all up to the last commit is promised, and what stands behind it is not.</summary>
internal sealed class PowerLoss
{
    private readonly Random chance;

    private PowerLoss(Installation place, Random chance) => (Place, this.chance) = (place, chance);

    public Installation Place { get; }

    public Loss Kind { get; private set; }

    public static PowerLoss Copy(Installation from, Random chance)
    {
        var folder = TestFolder.New();
        File.Exists(from.DatabaseFile + "-wal").ShouldBeTrue("without a log there would be nothing to lose");
        foreach (var name in new[] { "pendopo.db", "pendopo.db-wal", "pendopo.db-shm" })
        {
            if (File.Exists(Path.Combine(from.DataFolder, name)))
                File.Copy(Path.Combine(from.DataFolder, name), Path.Combine(folder, name));
        }
        return new(new() { DataFolder = folder }, chance);
    }

    /// <summary>Loses what was not promised.</summary>
    public void Lose(Loss kind)
    {
        var wal = Log.Read(Place.DatabaseFile + "-wal");
        // Whether the last transaction is on its way to the database already stands in the shared memory (sqlite.org/walformat.html, 2.2).
        var shared = File.Exists(Place.DatabaseFile + "-shm") ? File.ReadAllBytes(Place.DatabaseFile + "-shm") : [];
        File.Delete(Place.DatabaseFile + "-shm");
        var attempted = shared.Length < 132 ? 0 : Math.Max(BitConverter.ToUInt32(shared, 96), BitConverter.ToUInt32(shared, 128));
        Kind = kind == Loss.LastCommitLost && (wal.Commits.Count == 0 || attempted > (wal.Commits.Count > 1 ? wal.Commits[^2] : 0)) ? Loss.TailCut : kind;
        var promised = wal.End(wal.Commits.Count == 0 ? 0 : wal.Commits[^1]);
        switch (Kind)
        {
            case Loss.TailCut:
                wal.Cut(Between(promised, wal.Bytes.Length));
                break;
            case Loss.TailScrambled:
                RandomNumberGenerator.Fill(wal.Bytes.AsSpan(promised));
                wal.Append(RandomNumberGenerator.GetBytes(chance.Next(0, 9000)));
                break;
            case Loss.PagesTorn:
                TearPages(wal);
                break;
            case Loss.LastCommitLost:
                wal.Cut(Between(wal.End(wal.Commits.Count > 1 ? wal.Commits[^2] : 0), promised - 1));
                break;
        }
        wal.Write(Place.DatabaseFile + "-wal");
    }

    public void Remove() => Directory.Delete(Place.DataFolder, recursive: true);

    private int Between(int low, int high) => low >= high ? low : chance.Next(low, high + 1);

    private void TearPages(Log wal)
    {
        var pages = wal.Pages;
        using var database = new FileStream(Place.DatabaseFile, FileMode.Open, FileAccess.ReadWrite);
        for (var torn = 0; torn < Math.Min(5, pages.Count); torn++)
        {
            var at = (pages[chance.Next(pages.Count)] - 1L) * wal.PageSize;
            if (at + wal.PageSize > database.Length)
                continue;
            database.Position = at + chance.Next(wal.PageSize / 2);
            database.Write(RandomNumberGenerator.GetBytes(chance.Next(1, wal.PageSize / 2)));
        }
    }

    /// <summary>The write-ahead log (sqlite.org/fileformat2.html, 4.1): a head of 32 bytes, then frames of 24 bytes and a page; a frame that ends a
    /// transaction says how large the database is after it, and a frame of an earlier use of the file bears other salts.</summary>
    private sealed class Log
    {
        private const int Head = 32, FrameHead = 24;

        public byte[] Bytes { get; private set; } = [];

        public int PageSize { get; private init; }

        /// <summary>The numbers of the frames that end a transaction, from 1.</summary>
        public List<int> Commits { get; } = [];

        /// <summary>The pages that transactions in the log wrote.</summary>
        public List<int> Pages { get; } = [];

        public static Log Read(string file)
        {
            var bytes = File.Exists(file) ? File.ReadAllBytes(file) : [];
            if (bytes.Length < Head)
                return new() { Bytes = bytes };
            var log = new Log { Bytes = bytes, PageSize = Number(bytes, 8) };
            var waiting = new List<int>();
            for (var frame = 1; log.End(frame) <= bytes.Length && bytes.AsSpan(log.End(frame - 1) + 8, 8).SequenceEqual(bytes.AsSpan(16, 8)); frame++)
            {
                waiting.Add(Number(bytes, log.End(frame - 1)));
                if (Number(bytes, log.End(frame - 1) + 4) == 0)
                    continue;
                log.Commits.Add(frame);
                log.Pages.AddRange(waiting);
                waiting.Clear();
            }
            return log;
        }

        /// <summary>Where a frame ends; the head's end for 0.</summary>
        public int End(int frame) => Bytes.Length < Head ? 0 : Head + frame * (FrameHead + PageSize);

        public void Cut(int length) => Bytes = Bytes[..length];

        public void Append(byte[] more) => Bytes = [.. Bytes, .. more];

        public void Write(string file) => File.WriteAllBytes(file, Bytes);

        private static int Number(byte[] bytes, int at) => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
    }
}
