using Pendopo.Training;
using Pendopo.Training.Privacy;

// Makes the weights that Pendopo.Text carries: dotnet run -c Release --project training/Pendopo.Training [shared data folder] [output file]
// and those of Pendopo.Privacy: the same command with the word privacy.
var repository = Repository.Find();
if (args is ["privacy"])
{
    new PrivacyTraining(repository, Repository.SharedData(), Console.Out).Write();
    return;
}

var shared = args.Length > 0 ? args[0] : Repository.SharedData();
var output = args.Length > 1 ? args[1] : Path.Combine(repository, "src", "Pendopo.Text", "Resources", "models.bin");
var watch = System.Diagnostics.Stopwatch.StartNew();
new TrainingRun(Path.Combine(repository, "training", "rows"), Path.Combine(shared, "smsa", "train.tsv"), Console.Out).Write(output);
Console.WriteLine($"{watch.Elapsed.TotalSeconds:F0} s");
