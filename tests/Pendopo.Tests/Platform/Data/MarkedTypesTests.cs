using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Shouldly;

namespace Pendopo.Tests.Platform.Data;

public sealed class MarkedTypesTests
{
    [Fact]
    public void The_programs_tables_name_the_same_jobs_and_migrations_as_the_runtime()
    {
        MarkedTypes.With<JobAttribute>().ShouldBe(Marked<JobAttribute>(), ignoreOrder: true);
        MarkedTypes.With<MigrationAttribute>().ShouldBe(Marked<MigrationAttribute>(), ignoreOrder: true);
        MarkedTypes.With<MigrationAttribute>().Count.ShouldBeGreaterThan(10);
    }

    private static IEnumerable<Type> Marked<TAttribute>() where TAttribute : Attribute =>
        typeof(PendopoDb).Assembly.GetTypes().Where(type => type.IsDefined(typeof(TAttribute), inherit: false));
}
