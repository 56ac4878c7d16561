using System.CommandLine;
using Pendopo.Evaluation.Privacy;
using Pendopo.Evaluation.Signals;
using Pendopo.Evaluation.Text;

// Prints every figure the project claims for its analytical libraries, with the cases it gets wrong.
var root = new RootCommand("Measures Pendopo.Signals, Pendopo.Text and Pendopo.Privacy against data nobody tuned to.")
{
    SignalsEvaluation.Create(),
    PrivacyEvaluation.Create(),
    TextEvaluation.Create(),
};
return await root.Parse(args).InvokeAsync();
