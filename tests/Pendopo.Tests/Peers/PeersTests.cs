using System.Net.Mail;
using Npgsql;
using Pendopo.Testing;

namespace Pendopo.Tests.Peers;

/// <summary>The servers that other tests lean on do what those tests take for granted.</summary>
public sealed class PeersTests
{
    [Fact]
    public async Task A_database_made_from_a_template_has_its_tables_and_is_its_own()
    {
        var server = await PostgresServer.SharedAsync();
        var first = await server.CreateDatabaseAsync("peers_template", connection => ExecuteAsync(connection, "CREATE TABLE visit (id int)"));
        var second = await server.CreateDatabaseAsync("peers_template", _ => throw new InvalidOperationException("prepared twice"));

        await ExecuteAsync(server.ConnectionString(first), "INSERT INTO visit VALUES (1)");

        (await CountAsync(server.ConnectionString(first))).ShouldBe(1);
        (await CountAsync(server.ConnectionString(second))).ShouldBe(0);
    }

    [Theory]
    [InlineData(FedifyPeer.Rfc9421)]
    [InlineData(FedifyPeer.Cavage)]
    public async Task Two_fediverse_peers_follow_answer_like_share_and_take_back(string signatures)
    {
        await using var centre = await FedifyPeer.StartAsync("melati", signatures);
        await using var reader = await FedifyPeer.StartAsync("warga", signatures);

        await reader.FollowAsync(centre.Actor);
        (await centre.FollowersAsync()).ShouldBe([reader.Actor]);
        (await reader.ReceivedAsync("Accept")).ShouldHaveSingleItem().Signature.ShouldBe(signatures);

        var post = await centre.PublishAsync("Kami buka setiap hari kerja.");
        (await reader.ReceivedAsync("Create", contains: post)).ShouldHaveSingleItem();
        await reader.LikeAsync(post);
        await reader.AnnounceAsync(post);
        (await centre.ReceivedAsync("Like")).ShouldHaveSingleItem();
        (await centre.ReceivedAsync("Announce")).ShouldHaveSingleItem();

        var question = await reader.ReplyAsync(post, "Jam berapa buka?");
        (await centre.ReceivedAsync("Create", contains: question)).ShouldHaveSingleItem().Status.ShouldBe(202);

        await reader.UpdateAsync(question, "Jam berapa buka hari Sabtu?");
        (await centre.ReceivedAsync("Update", contains: "Sabtu")).ShouldHaveSingleItem();
        await reader.DeleteAsync(question);
        (await centre.ReceivedAsync("Delete", contains: question)).ShouldHaveSingleItem();
        await reader.UnfollowAsync(centre.Actor);
        (await centre.FollowersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_mail_sink_keeps_what_it_gets_and_refuses_whom_it_is_told()
    {
        await using var sink = await SmtpSink.StartAsync();
        using var client = new SmtpClient(SmtpSink.Host, sink.Port);

        await client.SendMailAsync("puskesmas@example.test", "sari@example.test", "Menunggu persetujuan", "Kiriman menunggu Anda.");

        var mail = (await sink.MailsToAsync("sari@example.test")).ShouldHaveSingleItem();
        mail.Subject.ShouldBe("Menunggu persetujuan");
        mail.Text.ShouldNotBeNull().Trim().ShouldBe("Kiriman menunggu Anda.");

        await sink.RefuseAsync("ayu@example.test", 550);
        await Should.ThrowAsync<SmtpFailedRecipientException>(
            () => client.SendMailAsync("puskesmas@example.test", "ayu@example.test", "Halo", "Halo"));
    }

    [Fact]
    public async Task A_reply_and_a_like_come_back_through_the_app_view()
    {
        var network = await AtprotoNetwork.SharedAsync();
        var centre = await network.CreateAccountAsync("melati");
        var reader = await network.CreateAccountAsync("warga");

        var post = await centre.PostAsync("Jadwal imunisasi");
        await reader.ReplyAsync(post, "Jam berapa?");
        await reader.LikeAsync(post);
        await network.SettleAsync();

        var thread = (await centre.ThreadAsync(post.Uri)).GetProperty("thread");
        thread.GetProperty("post").GetProperty("likeCount").GetInt32().ShouldBe(1);
        thread.GetProperty("replies").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_was_started_ends_with_its_input()
    {
        var sink = await NodePeer.StartAsync("smtp-sink.mjs");
        var control = sink["control"];

        await sink.DisposeAsync();

        await Should.ThrowAsync<HttpRequestException>(() => PeerClient.GetAsync($"{control}/mails"));
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM visit", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
