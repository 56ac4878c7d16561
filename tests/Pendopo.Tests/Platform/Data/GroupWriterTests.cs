using Pendopo.Platform.Data;

namespace Pendopo.Tests.Platform.Data;

public sealed class GroupWriterTests
{
    private readonly List<IReadOnlyList<int>> groups = [];

    [Fact]
    public async Task Who_comes_while_a_group_is_written_is_in_the_next_and_hears_when_it_is_kept()
    {
        var disk = new TaskCompletionSource();
        var writer = new GroupWriter<int>(10, async group =>
        {
            await disk.Task;
            groups.Add(group);
        });
        var first = writer.Write(1);
        var later = Enumerable.Range(2, 14).Select(writer.Write).ToList();
        (first.IsCompleted, later.Exists(one => one.IsCompleted)).ShouldBe((false, false));
        disk.SetResult();
        await Task.WhenAll([first, .. later]);
        groups.SelectMany(group => group).Order().ShouldBe(Enumerable.Range(1, 15));
        groups.Count.ShouldBeLessThanOrEqualTo(3);
        groups.ShouldAllBe(group => group.Count <= 10);
    }

    [Fact]
    public async Task Where_company_is_about_to_come_the_first_waits_for_it_and_one_group_is_written()
    {
        var together = new TaskCompletionSource();
        var writer = new GroupWriter<int>(10, group =>
        {
            groups.Add(group);
            return Task.CompletedTask;
        }, waiting => waiting == 0 ? Task.CompletedTask : together.Task);
        var all = Enumerable.Range(1, 4).Select(writer.Write).ToList();
        all.ShouldAllBe(one => !one.IsCompleted);
        together.SetResult();
        await Task.WhenAll(all);
        groups.ShouldHaveSingleItem().Order().ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task One_that_cannot_be_written_takes_no_other_with_it()
    {
        var turn = new TaskCompletionSource();
        var writer = new GroupWriter<int>(10, async group =>
        {
            await turn.Task;
            if (group.Contains(3))
                throw new InvalidOperationException("three");
            groups.Add(group);
        });
        var all = Enumerable.Range(1, 5).ToDictionary(number => number, writer.Write);
        turn.SetResult();
        (await Should.ThrowAsync<InvalidOperationException>(() => all[3])).Message.ShouldBe("three");
        await Task.WhenAll(all.Where(pair => pair.Key != 3).Select(pair => pair.Value));
        groups.SelectMany(group => group).Order().ShouldBe([1, 2, 4, 5]);
    }

    [Fact]
    public async Task After_a_pause_it_writes_again()
    {
        var writer = new GroupWriter<int>(10, group =>
        {
            groups.Add(group);
            return Task.CompletedTask;
        });
        await writer.Write(1);
        await writer.Write(2);
        groups.Select(group => group.Single()).ShouldBe([1, 2]);
    }
}
