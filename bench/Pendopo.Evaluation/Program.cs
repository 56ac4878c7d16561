using System.CommandLine;
using Pendopo.Evaluation.Signals;

// Prints every figure the project claims for its two analytical libraries, with the cases it gets wrong.
var root = new RootCommand("Measures Pendopo.Signals and Pendopo.Text against data nobody tuned to.")
{
    SignalsEvaluation.Create(),
};
return await root.Parse(args).InvokeAsync();
