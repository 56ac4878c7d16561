namespace Pendopo.Care.Queue;

/// <summary>Who is called next: an emergency before all, then one with a priority after every two others at most, so that nobody waits for ever. Pure.</summary>
internal static class QueueOrder
{
    // Two with a priority in a row, then one without: the rule that hangs on the wall beside the screen.
    private const int PrioritiesInARow = 2;

    /// <summary>Those who wait in the order in which they will be called.</summary>
    /// <param name="rowOfPriorities">How many with a priority were called in a row up to now.</param>
    public static IReadOnlyList<Ticket> Of(IEnumerable<Ticket> tickets, int rowOfPriorities)
    {
        var waiting = tickets.Where(ticket => ticket.Waits).OrderBy(ticket => ticket.Turn).ThenBy(ticket => ticket.Number).ToList();
        var (urgent, first, usual) = (Of(waiting, ticket => ticket.Priority == PriorityClass.Emergency), Of(waiting, ticket => ticket.Priority is not (PriorityClass.Emergency or PriorityClass.Usual)), Of(waiting, ticket => ticket.Priority == PriorityClass.Usual));
        var order = new List<Ticket>(urgent);
        var row = rowOfPriorities;
        while (first.Count + usual.Count > 0)
        {
            var takesPriority = first.Count > 0 && (usual.Count == 0 || row < PrioritiesInARow);
            row = takesPriority ? row + 1 : 0;
            order.Add((takesPriority ? first : usual).Dequeue());
        }
        return order;
    }

    /// <summary>How many with a priority were called last in a row.</summary>
    public static int Row(IEnumerable<Ticket> tickets) =>
        tickets.Where(ticket => ticket.CalledAt is not null && ticket.Priority != PriorityClass.Emergency).OrderByDescending(ticket => ticket.CalledAt).TakeWhile(ticket => ticket.Priority != PriorityClass.Usual).Count();

    private static Queue<Ticket> Of(List<Ticket> waiting, Func<Ticket, bool> which) => new(waiting.Where(which));
}
