namespace Pendopo.Community.Search;

/// <summary>Names the texts of the square's search (SearchWords.resx, SearchWords.id.resx).</summary>
public sealed class SearchWords;
