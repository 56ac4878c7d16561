using Pendopo.Carried;
using Pendopo.Commands;
using Pendopo.Platform.Backups.Keys;

PrivateFiles.ByDefault();
CarriedFiles.ServeNativeCode();
var parsed = CommandLine.Create().Parse(args);
var how = CommandLine.EndingOf(parsed);
LastWords.Keep(how.Error);
return await CommandLine.Run(parsed, how);
