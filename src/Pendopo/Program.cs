using Pendopo.Commands;
using Pendopo.Platform.Backups.Keys;

PrivateFiles.ByDefault();
return await CommandLine.Create().Parse(args).InvokeAsync();
