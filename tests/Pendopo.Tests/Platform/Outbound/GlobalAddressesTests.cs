using System.Net;
using Pendopo.Platform.Outbound;

namespace Pendopo.Tests.Platform.Outbound;

public sealed class GlobalAddressesTests
{
    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("1.1.1.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.0.1.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700::1111")]
    [InlineData("2001:200::1")]
    [InlineData("3ffe::1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("::8.8.8.8")]
    public void An_address_of_the_open_internet_is_global(string address) => GlobalAddresses.IsGlobal(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.255.255.255")]
    [InlineData("10.0.0.0")]
    [InlineData("10.255.255.255")]
    [InlineData("100.64.0.0")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.255")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.0")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.1")]
    [InlineData("192.0.2.1")]
    [InlineData("192.31.196.1")]
    [InlineData("192.52.193.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.0.1")]
    [InlineData("192.175.48.1")]
    [InlineData("198.18.0.0")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    public void A_special_IPv4_range_is_not_global_in_any_wrapping(string address)
    {
        var plain = IPAddress.Parse(address);
        GlobalAddresses.IsGlobal(plain).ShouldBeFalse();
        GlobalAddresses.IsGlobal(plain.MapToIPv6()).ShouldBeFalse();
        GlobalAddresses.IsGlobal(IPAddress.Parse("::" + address)).ShouldBeFalse();
        GlobalAddresses.IsGlobal(IPAddress.Parse("64:ff9b::" + address)).ShouldBeFalse();
        GlobalAddresses.IsGlobal(IPAddress.Parse("64:ff9b:1::" + address)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:1ff:ffff::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("3fff::1")]
    [InlineData("3fff:fff::1")]
    [InlineData("2620:4f:8000::1")]
    [InlineData("4000::1")]
    [InlineData("1fff::1")]
    [InlineData("5f00::1")]
    [InlineData("64:ff9b::808:808")]
    public void A_special_IPv6_range_is_not_global(string address) => GlobalAddresses.IsGlobal(IPAddress.Parse(address)).ShouldBeFalse();
}
