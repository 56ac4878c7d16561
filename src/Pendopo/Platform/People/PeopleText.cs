namespace Pendopo.Platform.People;

/// <summary>Names the words of signing in, of one's own pages and of people's administration.</summary>
public sealed class PeopleText;
