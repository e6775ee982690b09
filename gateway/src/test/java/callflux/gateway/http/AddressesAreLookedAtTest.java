package callflux.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where this gateway goes for others is looked at by the address, and the operator has allowed it.
class AddressesAreLookedAtTest {

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, PUBLIC",
    "172.15.255.255, PUBLIC",
    "172.32.0.0, PUBLIC",
    "100.128.0.0, PUBLIC",
    "2606:4700::1111, PUBLIC",
    "127.0.0.1, LOOPBACK",
    "127.255.255.254, LOOPBACK",
    "::1, LOOPBACK",
    "::ffff:127.0.0.1, LOOPBACK",
    "10.0.0.1, PRIVATE",
    "172.16.0.1, PRIVATE",
    "172.31.255.255, PRIVATE",
    "192.168.1.1, PRIVATE",
    "100.64.0.1, PRIVATE",
    "100.127.255.255, PRIVATE",
    "fd00::1, PRIVATE",
    "fc00::1, PRIVATE",
    "::ffff:10.0.0.1, PRIVATE",
    "0.0.0.0, NOWHERE",
    "0.1.2.3, NOWHERE",
    "169.254.169.254, NOWHERE",
    "192.0.0.8, NOWHERE",
    "224.0.0.1, NOWHERE",
    "240.0.0.1, NOWHERE",
    "255.255.255.255, NOWHERE",
    "::, NOWHERE",
    "::127.0.0.1, NOWHERE",
    "64:ff9b::7f00:1, NOWHERE",
    "64:ff9b:1::1, NOWHERE",
    "2002:7f00:1::, NOWHERE",
    "2001::1, NOWHERE",
    "fe80::1, NOWHERE",
    "fec0::1, NOWHERE",
    "ff02::1, NOWHERE"
  })
  void addressIsOfOneKind(String address, Network network) {
    assertThat(Network.of(InetAddress.ofLiteral(address))).isEqualTo(network);
  }

  @Test
  void addressThatHidesAnotherIsNowhere() throws UnknownHostException {
    var mapped = new byte[16];
    mapped[10] = (byte) 0xFF;
    mapped[11] = (byte) 0xFF;
    mapped[12] = 127;
    mapped[15] = 1;

    assertThat(Network.of(Inet6Address.getByAddress("a", mapped, -1))).isEqualTo(Network.NOWHERE);
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, true, false",
    "127.0.0.1, false, false",
    "192.168.1.1, false, false",
    "169.254.169.254, false, false"
  })
  void nothingButWhatAnybodyCanReachIsAllowedUnasked(String at, boolean tls, boolean plain) {
    assertAllows(new Egress(false, false), at, tls, plain);
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, true, false",
    "127.0.0.1, true, true",
    "192.168.1.1, true, true",
    "169.254.169.254, false, false"
  })
  void networksOfOnesOwnAreAllowedAndMayBeUnencrypted(String at, boolean tls, boolean plain) {
    assertAllows(new Egress(true, false), at, tls, plain);
  }

  @ParameterizedTest
  @CsvSource({"8.8.8.8, true, false", "127.0.0.1, true, true", "192.168.1.1, false, false"})
  void thisHostIsAllowedInLocalMode(String at, boolean tls, boolean plain) {
    assertAllows(new Egress(false, true), at, tls, plain);
  }

  private static void assertAllows(Egress egress, String at, boolean tls, boolean plain) {
    var address = InetAddress.ofLiteral(at);
    assertThat(egress.allows(address, true)).isEqualTo(tls);
    assertThat(egress.allows(address, false)).isEqualTo(plain);
  }
}
