using Microsoft.Data.Sqlite;
using Pendopo.Platform.Data;

namespace Pendopo.Tests.Platform.Data;

/// <summary>Statements that stay prepared answer as fresh ones do.</summary>
public sealed class KeptStatementsTests : IDisposable
{
    private readonly SqliteConnection connection = new("Data Source=:memory:");
    private readonly StatementShelf shelf = new();

    public KeptStatementsTests()
    {
        connection.Open();
        Run("CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT)");
        Run("INSERT INTO thing VALUES (1, 'satu'), (2, 'dua'), (3, 'tiga')");
    }

    [Fact]
    public void A_text_that_was_asked_before_finds_its_statement_without_what_was_given_to_it()
    {
        var first = shelf.Take("SELECT @n", connection);
        first.Parameters.AddWithValue("@n", 1);
        shelf.GiveBack(first);
        var again = shelf.Take("SELECT @n", connection);
        again.ShouldBeSameAs(first);
        again.Parameters.Count.ShouldBe(0);
        shelf.Take("SELECT @n", connection).ShouldNotBeSameAs(first, "it is in use");
    }

    [Fact]
    public void Each_use_answers_for_its_own_values()
    {
        Name(2).ShouldBe("dua");
        Name(3).ShouldBe("tiga");
        Name(9).ShouldBeNull();
        Name(1).ShouldBe("satu");
    }

    [Fact]
    public void Two_that_read_the_same_at_once_read_each_all_of_it()
    {
        using var one = Ask("SELECT name FROM thing ORDER BY id");
        using var other = Ask("SELECT name FROM thing ORDER BY id");
        using (var first = one.ExecuteReader())
        using (var second = other.ExecuteReader())
        {
            first.Read().ShouldBeTrue();
            second.Read().ShouldBeTrue();
            first.Read().ShouldBeTrue();
            (first.GetString(0), second.GetString(0)).ShouldBe(("dua", "satu"));
        }
    }

    [Fact]
    public void One_that_failed_is_not_kept_and_one_that_was_not_read_to_its_end_holds_nothing_back()
    {
        Should.Throw<SqliteException>(() => Put(1, "lagi"));
        Put(4, "empat");
        Name(4).ShouldBe("empat");
        using (var half = Ask("SELECT name FROM thing"))
        {
            var reader = half.ExecuteReader();
            reader.Read().ShouldBeTrue();
        }
        Run("DROP TABLE thing");
    }

    [Fact]
    public void A_change_of_the_tables_is_seen_by_what_was_prepared_before()
    {
        Name(1).ShouldBe("satu");
        Run("ALTER TABLE thing ADD COLUMN note TEXT DEFAULT 'x'");
        Run("UPDATE thing SET name = 'baru' WHERE id = 1");
        Name(1).ShouldBe("baru");
    }

    [Fact]
    public void No_more_are_kept_than_a_page_and_its_jobs_need()
    {
        var first = shelf.Take("SELECT 0", connection);
        shelf.GiveBack(first);
        for (var i = 1; i <= 200; i++)
            shelf.GiveBack(shelf.Take($"SELECT {i}", connection));
        shelf.Take("SELECT 0", connection).ShouldNotBeSameAs(first);
    }

    public void Dispose() => connection.Dispose();

    private KeptCommand Ask(string text) => new(shelf, connection) { CommandText = text };

    private object? Name(int id)
    {
        using var command = Ask("SELECT name FROM thing WHERE id = @id");
        command.Parameters.Add(new SqliteParameter("@id", id));
        return command.ExecuteScalar();
    }

    private void Put(int id, string name)
    {
        using var command = Ask("INSERT INTO thing VALUES (@id, @name)");
        command.Parameters.Add(new SqliteParameter("@id", id));
        command.Parameters.Add(new SqliteParameter("@name", name));
        command.ExecuteNonQuery().ShouldBe(1);
    }

    private void Run(string text)
    {
        using var command = Ask(text);
        command.ExecuteNonQuery();
    }
}
