using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Scale;

/// <summary>Fills one centre with so many posts, publications, pages, conversations, messages, audit entries, jobs and remote activities.</summary>
internal sealed class Rows(PendopoDb db, Sql sql, Guid centre, Guid officer, Guid channel)
{
    private static readonly string Topic = Sql.OneOf("Imunisasi", "Gizi", "Demam berdarah", "Kehamilan", "Diabetes", "Hipertensi", "TBC", "Kesehatan jiwa", "Gigi", "Lansia", "Remaja", "Sanitasi");
    private static readonly string TopicSlug = Sql.OneOf("imunisasi", "gizi", "demam-berdarah", "kehamilan", "diabetes", "hipertensi", "tbc", "kesehatan-jiwa", "gigi", "lansia", "remaja", "sanitasi");

    // The work in hand stands at the end of an archive and does not grow with it: five hundred of the newest posts are not out yet,
    // written, waiting, given back or planned. All else grows.
    private string Unfinished => $"(i > {sql.Rows} - 2500 AND i % 5 = 0)";

    public static async Task<Rows> At(PendopoDb db, House house, Sql sql, string handle)
    {
        var centre = await db.Set<Centre>().Where(row => row.Handle == handle).Select(row => row.Id).SingleAsync();
        var email = house.People["officer"].Email;
        var officer = await db.Set<Account>().Where(row => row.Email == email).Select(row => row.PersonId).SingleAsync();
        var channel = await db.Set<Channel>().AcrossCentres().Where(row => row.CentreId == centre && row.Network == "site").Select(row => row.Id).FirstAsync();
        return new(db, sql, centre.Value, officer.Value, channel.Value);
    }

    /// <summary>The parts, each of which is one transaction.</summary>
    public static IReadOnlyList<(string Name, Func<Rows, Task> Fill)> Parts { get; } =
    [
        ("posts", rows => rows.Posts()), ("publications", rows => rows.Publications()), ("pages", rows => rows.Pages()), ("conversations", rows => rows.Conversations()), ("messages", rows => rows.Messages()),
        ("audit", rows => rows.Audit()), ("jobs", rows => rows.Jobs()), ("remote", rows => rows.Remote()),
    ];

    private Task<int> Insert(string table, params (string Column, string Value)[] columns) =>
        db.Database.ExecuteSqlRawAsync(sql.Insert(table, string.Join(", ", columns.Select(column => column.Column)), string.Join(", ", columns.Select(column => column.Value))).Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    private Task<int> Posts() => Insert("publishing_post", ("id", sql.Id(1)), ("centre_id", sql.Guid(centre)), ("kind", "'Article'"), ("title", "'Kabar kesehatan nomor ' || i"),
        ("summary", "'Yang perlu diketahui warga pada minggu ini, nomor ' || i"), ("text", "'Isi kabar nomor ' || i"), ("topic", Topic), ("language", "'id'"), ("sources", "''"), ("pictures", "'[]'"),
        ("slug", "'kabar-' || i"), ("revision", "1"), ("review", $"CASE WHEN NOT {Unfinished} THEN 'Approved' WHEN i % 20 = 0 THEN 'Draft' WHEN i % 20 = 5 THEN 'WaitingForApproval' WHEN i % 20 = 10 THEN 'ChangesAsked' ELSE 'Approved' END"),
        ("approved_revision", "1"), ("author_id", sql.Guid(officer)), ("editor_id", sql.Guid(officer)), ("created_at", sql.At()), ("edited_at", sql.At()), ("first_out_at", $"CASE WHEN {Unfinished} THEN NULL ELSE {sql.At(1)} END"), ("version", "1"));

    private Task<int> Publications() => Insert("publishing_publication", ("id", sql.Id(2)), ("centre_id", sql.Guid(centre)), ("post_id", sql.Id(1)), ("channel_id", sql.Guid(channel)), ("network", "'site'"),
        ("state", $"CASE WHEN {Unfinished} THEN 'Scheduled' ELSE 'Sent' END"), ("key", sql.Id(3)), ("due_at", $"CASE WHEN {Unfinished} THEN {sql.Never} ELSE {sql.At(1)} END"), ("run_at", "NULL"), ("attempts", "1"), ("questions", "0"),
        ("sent_at", $"CASE WHEN {Unfinished} THEN NULL ELSE {sql.At(1)} END"), ("sent_revision", "1"), ("remote_id", "'kabar-' || i"), ("needs_person", sql.Bool("i % 5000 = 0")), ("chore", "'None'"), ("created_at", sql.At()), ("version", "1"));

    private Task<int> Pages() => Insert("publishing_page", ("id", sql.Id(1)), ("centre_id", sql.Guid(centre)), ("slug", "'kabar-' || i"), ("kind", "'Article'"), ("title", "'Kabar kesehatan nomor ' || i"),
        ("summary", "'Yang perlu diketahui warga pada minggu ini, nomor ' || i"), ("html", "'<p>Isi kabar nomor ' || i || '</p>'"), ("topic", Topic), ("topic_slug", TopicSlug), ("language", "'id'"), ("sources", "''"), ("pictures", "'[]'"),
        ("reviewer", "''"), ("revision", "1"), ("published_at", sql.At(1)), ("changed_at", sql.At(1)), ("feed_at", $"CASE WHEN i % 20 = 0 THEN {sql.At(1)} ELSE NULL END"), ("recalled_at", $"CASE WHEN i % 1000 = 0 THEN {sql.At(2)} ELSE NULL END"), ("recall_reason", "''"), ("version", "1"));

    // Six of ten are closed; of the others one of ten is unread, one of ten the officer's, half nobody's.
    private Task<int> Conversations() => Insert("inbox_conversation", ("id", sql.Id(4)), ("centre_id", sql.Guid(centre)), ("channel_id", sql.Guid(channel)), ("network", "'fediverse'"), ("thread_key", "'thread-' || i"), ("author_id", "'https://warga.example/users/' || i"),
            ("author_handle", "'@warga' || i || '@warga.example'"), ("author_name", "'Warga ' || i"), ("root_id", "'https://warga.example/' || i"), ("private", sql.Bool("i % 3 = 0")), ("excerpt", "'Anak saya demam tiga hari, nomor ' || i"),
            ("unread", sql.Bool("i % 100 < 4")), ("waits_for_answer", sql.Bool("i % 100 < 8")), ("assignee_id", $"CASE WHEN i % 10 = 0 THEN {sql.Guid(officer)} WHEN i % 2 = 0 THEN {sql.Guid(channel)} ELSE NULL END"),
            ("closed_at", $"CASE WHEN i % 10 < 4 THEN NULL ELSE {sql.At(3)} END"), ("last_at", sql.At(2)), ("created_at", sql.At()), ("version", "1"));

    private Task<int> Messages() => Insert("inbox_message", ("id", sql.Id(5)), ("centre_id", sql.Guid(centre)), ("conversation_id", sql.Id(4)), ("channel_id", sql.Guid(channel)), ("kind", "'Heard'"), ("state", "'Sent'"), ("remote_id", "'https://warga.example/' || i"),
            ("text", "'Anak saya demam tiga hari, nomor ' || i"), ("language", "'id'"), ("at", sql.At(2)), ("version", "1"));

    private Task<int> Audit() => Insert("platform_audit", ("id", sql.Id(6)), ("centre_id", sql.Guid(centre)), ("actor_id", $"CASE WHEN i % 10 = 0 THEN {sql.Guid(officer)} ELSE {sql.Guid(channel)} END"), ("act", $"CASE WHEN i % 2000 = 0 THEN 'people.role' ELSE {Sql.OneOf("posts.keep", "posts.submit", "posts.approve", "inbox.answer", "people.sign-in", "files.put")} END"),
            ("subject", "'post:' || i"), ("detail", "''"), ("at", sql.At()), ("mark", "'seeded'"), ("sequence", "i + 1000000000"));

    private Task<int> Jobs() => Insert("platform_job", ("id", sql.Id(7)), ("queue", Sql.OneOf("default", "mail", "media")), ("kind", "'platform.sweep'"), ("arguments", "'{}'"), ("centre_id", sql.Guid(centre)),
            ("state", "CASE WHEN i % 500 = 0 THEN 'Discarded' WHEN i % 500 = 1 THEN 'Retryable' WHEN i % 500 = 2 THEN 'Available' ELSE 'Completed' END"), ("attempt", "1"), ("max_attempts", "8"), ("run_at", sql.Never), ("created_at", sql.At()), ("finished_at", sql.Now));

    private Task<int> Remote() => Insert("channels_fediverse_received", ("id", sql.Id(8)), ("centre_id", sql.Guid(centre)), ("uri", "'https://warga.example/' || i"), ("actor_id", sql.Guid(channel)),
        ("root", "'https://warga.example/' || i"), ("is_public", sql.Bool("1 = 1")), ("received_at", sql.At(2)));
}
